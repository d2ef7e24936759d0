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

    /// <summary>Starts a pacer with these egress sources, or <c>main</c> alone: relays on this machine.</summary>
    public static async Task<Owner> StartAsync(string spool, CancellationToken cancellationToken, int port = 9, params string[]? sources)
    {
        var queue = new SqliteDeliveryQueue(spool);
        var options = new PacingOptions();
        foreach (string source in sources is { Length: > 0 } ? sources : ["main"])
        {
            options.EgressSources[source] = new EgressSourceOptions { Relay = new RelayOptions { Host = "127.0.0.1", Port = port, Tls = TlsMode.Off } };
        }

        return new Owner(await ProviderPacer.StartNewAsync(options, new PacerParts { Queue = queue }, cancellationToken), queue);
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
