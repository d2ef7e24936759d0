using BenchmarkDotNet.Attributes;
using Hotmail.Pacing.Gates;

namespace Hotmail.Pacing.Benchmarks.Decisions;

/// <summary>A lease taken and given back with nobody else there; beside it the semaphore that people would use.</summary>
[InProcess]
[MemoryDiagnoser]
public class GateBenchmarks : IDisposable
{
    private static readonly EgressPath Path = new("main", "microsoft-consumer");

    private readonly InProcessConnectionGate _gate = new(TimeProvider.System);
    private readonly SemaphoreSlim _semaphore = new(25);

    [GlobalSetup]
    public async Task SetupAsync() => await _gate.SetCeilingAsync(Path, 25, CancellationToken.None);

    [Benchmark]
    public async ValueTask AcquireAndRelease()
    {
        var lease = await _gate.AcquireAsync(Path, CancellationToken.None);
        await lease.DisposeAsync();
    }

    [Benchmark(Baseline = true)]
    public async ValueTask SemaphoreSlimWithFixedLimit()
    {
        await _semaphore.WaitAsync();
        _semaphore.Release();
    }

    [GlobalCleanup]
    public void Dispose()
    {
        _semaphore.Dispose();
        GC.SuppressFinalize(this);
    }
}
