"""What runs by itself: the flows of the UI, their deployments, `thongbao serve` and `thongbao worker`."""
