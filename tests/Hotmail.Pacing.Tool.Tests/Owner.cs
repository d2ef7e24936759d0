using Hotmail.Pacing.Sqlite;
using Hotmail.Pacing.Transport;

namespace Hotmail.Pacing.Tool.Tests;

/// <summary>Who sends from a spool: a pacer in this process, or nobody.</summary>
public sealed class Owner : IAsyncDisposable
{
    private readonly SqliteDeliveryQueue? _queue;

    private Owner(ProviderPacer? pacer, SqliteDeliveryQueue? queue)
    {
        Pacer = pacer;
        _queue = queue;
    }

    public static Owner None { get; } = new(null, null);

    public ProviderPacer? Pacer { get; }

    /// <summary>Starts a pacer with the egress source <c>main</c>, a relay on this machine.</summary>
    public static async Task<Owner> StartAsync(string spool, CancellationToken cancellationToken, TimeProvider? time = null, int port = 9)
    {
        var queue = new SqliteDeliveryQueue(spool);
        var options = new PacingOptions();
        options.EgressSources["main"] = new EgressSourceOptions { Relay = new RelayOptions { Host = "127.0.0.1", Port = port, Tls = TlsMode.Off } };
        options.EgressSources["second"] = options.EgressSources["main"];
        var parts = new PacerParts { Queue = queue, TimeProvider = time ?? TimeProvider.System };
        return new Owner(await ProviderPacer.StartNewAsync(options, parts, cancellationToken), queue);
    }

    public async ValueTask DisposeAsync()
    {
        if (Pacer is not null)
        {
            await Pacer.DisposeAsync();
            await _queue!.DisposeAsync();
        }
    }
}
