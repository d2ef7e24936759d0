using System.Diagnostics.Metrics;
using Hotmail.Pacing.Queues;
using Hotmail.Pacing.Telemetry;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Hotmail.Pacing.Tests.Telemetry;

/// <summary>A telemetry with everything around it made up. Its meter is its own factory's, so tests do not hear each other.</summary>
internal sealed class TelemetryHarness : IAsyncDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();

    public TelemetryHarness(TelemetryOptions? options = null, params IDeliveryObserver[] observers)
    {
        Telemetry = new PacingTelemetry(Logger, Time, Factory, observers, options ?? new TelemetryOptions(), () => Paths, () => Depths);
        Telemetry.Configure(["microsoft-consumer", "gmail"]);
    }

    public FakeTimeProvider Time { get; } = new(TelemetryRecords.Start);

    public FakeLogger Logger { get; } = new();

    public PacingTelemetry Telemetry { get; }

    public IReadOnlyList<PathGauge> Paths { get; set; } = [];

    public IReadOnlyList<QueueDepth> Depths { get; set; } = [];

    public IMeterFactory Factory => _services.GetRequiredService<IMeterFactory>();

    /// <summary>The messages logged so far, each as "id name level: text".</summary>
    public IEnumerable<string> Logged => Logger.Collector.GetSnapshot().Select(static record => $"{record.Id.Id} {record.Id.Name} {record.Level}: {record.Message}");

    public IEnumerable<int> LoggedIds => Logger.Collector.GetSnapshot().Select(static record => record.Id.Id);

    public MetricCollector<T> Collect<T>(string instrument)
        where T : struct => new(Factory, PacingDiagnostics.MeterName, instrument, Time);

    public async ValueTask DisposeAsync()
    {
        // After a failed assertion an observer may still hang, and this clock stands still.
        var ending = Telemetry.DisposeAsync().AsTask();
        Time.Advance(TimeSpan.FromMinutes(1));
        await ending;
        await _services.DisposeAsync();
    }
}
