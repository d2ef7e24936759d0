namespace Hotmail.Pacing.Tests;

/// <summary>How much of the heap something has. To be asked while no other test runs.</summary>
internal static class HeapShare
{
    /// <summary>
    /// The bytes that go when it is let go. Not those that came with it: the garbage of the tests before goes at any time.
    /// </summary>
    /// <param name="make">Makes it; nothing else may keep it.</param>
    public static async Task<long> OfAsync<T>(Func<Task<T>> make)
        where T : IAsyncDisposable
    {
        long with = await WithAsync(make);
        await Task.Yield(); // Off the stack of what has ended.
        return with - GC.GetTotalMemory(forceFullCollection: true);
    }

    private static async Task<long> WithAsync<T>(Func<Task<T>> make)
        where T : IAsyncDisposable
    {
        await using T made = await make();
        await Task.Yield();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        long with = GC.GetTotalMemory(forceFullCollection: true);
        GC.KeepAlive(made);
        return with;
    }
}
