using System.Diagnostics.CodeAnalysis;
using Hotmail.Pacing.DependencyInjection;
using Hotmail.Pacing.Destinations;
using Hotmail.Pacing.Dispatch;
using Hotmail.Pacing.Gates;
using Hotmail.Pacing.Queues;
using Hotmail.Pacing.Responses;
using Hotmail.Pacing.Retries;
using Hotmail.Pacing.Telemetry;
using Hotmail.Pacing.Transport;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Hotmail.Pacing;

/// <content>How a pacer is put together, reconfigured and taken apart.</content>
public sealed partial class ProviderPacer
{
    private readonly List<object> _ownParts = [];
    private readonly PacingConfiguration _startedWith;
    private readonly IMessageSigner? _signer;

    [SuppressMessage("Reliability", "CA2000", Justification = "Own keeps them for the end.")]
    internal ProviderPacer(PacingOptions options, PacerParts parts)
    {
        var configuration = _startedWith = Compile(options);
        var time = parts.TimeProvider;
        var logger = (parts.LoggerFactory ?? NullLoggerFactory.Instance).CreateLogger(typeof(ProviderPacer).FullName!);
        var queue = parts.Queue ?? Own(new InMemoryDeliveryQueue(configuration.QueueCapacity));
        var resolver = parts.MailExchangers ?? Own(new DnsMailExchangerResolver(configuration.Dns, time));
        var transport = parts.Transport ?? new MailKitTransport(time);
        var judge = new AttemptJudge(parts.Classifier ?? new ReplyClassifier(), parts.RetryScheduler ?? new ExponentialRetryScheduler());
        var telemetry = Own(new PacingTelemetry(
            logger, time, parts.MeterFactory, parts.Observers, new TelemetryOptions { ShowAddresses = configuration.ShowAddresses, ObserverBuffer = configuration.ObserverBuffer }, 
            () => [.. _paths!.All.Select(static pump => pump.Gauge()).OfType<PathGauge>()], queue.GetDepths));
        _abort = new CancellationTokenSource();
        _paths = new PathRegistry();
        _context = new PacerContext(configuration)
        {
            Time = time,
            Queue = queue,
            Gate = parts.Gate ?? new InProcessConnectionGate(time),
            Opener = new ConnectionOpener(resolver, transport, judge, new HostMemory(), time),
            Judge = judge,
            Telemetry = telemetry,
            Verdicts = new VerdictBoard(),
            Restrictions = parts.Restrictions is { } restrictions ? Own(new RestrictionBoard(restrictions, () => _paths!.All)) : null,
            NewRandom = parts.NewRandom,
            Retired = _paths.Retire,
            Stopping = _stopping.Token,
            Aborted = _abort.Token,
        };
        _signer = parts.Signer;
        _intake = new MessageIntake(_context, resolver, _signer);
        _sweeper = new ExpirySweeper(_context);
        ConfigureTelemetry();
    }

    /// <summary>
    /// Applies a new configuration while running. Limits hold from now on: connections above a lower ceiling close after their message. What is waiting
    /// keeps its group and its time in the queue. The DNS, the queue's capacity, the observers' buffers and whether logs show addresses stay as they were at the start;
    /// a change of them is logged.
    /// </summary>
    /// <param name="options">The configuration.</param>
    /// <exception cref="OptionsValidationException">It is wrong; the old one stays in force.</exception>
    public void Reload(PacingOptions options)
    {
        var configuration = Compile(options);
        _context.Configuration = configuration;
        ConfigureTelemetry();
        Log.ConfigurationReloaded(_context.Telemetry.Logger, configuration.Groups.All.Count, configuration.Sources.Count);
        if (configuration.DifferingFixedKeys(_startedWith) is { Count: > 0 } keys)
        {
            var settings = string.Join(", ", keys);
            Log.RestartNeeded(_context.Telemetry.Logger, settings);
        }

        foreach (var pump in _paths.All)
        {
            pump.Wake();
        }
    }

    /// <summary>A changed configuration was wrong; the old one stays in force.</summary>
    internal void ReloadRejected(Exception exception)
    {
        var reason = _context.Telemetry.Text.Masked(exception.Message);
        Log.ReloadRejected(_context.Telemetry.Logger, reason);
    }

    private void ConfigureTelemetry() => _context.Telemetry.Configure(_context.Configuration.Groups.All.Select(static group => group.Name));

    private static PacingConfiguration Compile(PacingOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var result = new PacingOptionsValidator().Validate(Options.DefaultName, options);
        return result.Failed
            ? throw new OptionsValidationException(Options.DefaultName, typeof(PacingOptions), result.Failures)
            : PacingConfiguration.Compile(options);
    }

    private ValueTask PrepareSignerAsync(CancellationToken cancellationToken) => _signer is null ? ValueTask.CompletedTask : _signer.PrepareAsync(cancellationToken);

    private T Own<T>(T part)
        where T : notnull
    {
        _ownParts.Add(part);
        return part;
    }

    private async ValueTask DisposePartsAsync()
    {
        List<object> parts;
        lock (_sync)
        {
            parts = [.. _ownParts];
            _ownParts.Clear();
        }

        // The last made first: the telemetry drains its observers, then the queue closes.
        for (var index = parts.Count - 1; index >= 0; index--)
        {
            if (parts[index] is IAsyncDisposable part)
            {
                await part.DisposeAsync().ConfigureAwait(false);
            }
            else
            {
                ((IDisposable)parts[index]).Dispose();
            }
        }
    }
}
