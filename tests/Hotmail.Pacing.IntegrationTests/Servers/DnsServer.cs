using System.Net;

namespace Hotmail.Pacing.IntegrationTests.Servers;

/// <summary>The name server nsd on loopback, UDP and TCP, with one zone.</summary>
internal sealed class DnsServer : IAsyncDisposable
{
    private readonly ServerFolder _folder = new();
    private readonly string _nsd;
    private ServerProcess? _process;

    private DnsServer(string nsd) => _nsd = nsd;

    /// <summary>Where it listens: the same after each start.</summary>
    public IPEndPoint EndPoint { get; } = new(IPAddress.Loopback, Loopback.FreePort());

    /// <summary>Starts one and waits until it listens. Skips the test where it is missing.</summary>
    /// <param name="records">
    /// The zone's records in a zone file's form, one a line, names without a final dot being below <paramref name="origin"/>:
    /// <c>outlook MX 5 mx1.outlook</c>, <c>mx1.outlook A 127.0.0.2</c>, <c>nomail MX 0 .</c>
    /// </param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="origin">The zone: <c>.</c> answers for every name there is. It denies what has no record.</param>
    /// <param name="timeToLive">The seconds for which an answer may be kept; denials too.</param>
    public static async Task<DnsServer> StartAsync(string records, CancellationToken cancellationToken, string origin = "test.", int timeToLive = 300)
    {
        var server = new DnsServer(Requires.Program("nsd", "nsd"));
        try
        {
            server.Configure(records, origin, timeToLive);
            await server.StartAsync(cancellationToken);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts it again after <see cref="KillAsync"/>, on the same port.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }

        _process = ServerProcess.Start([_nsd, "-d", "-c", _folder.File("nsd.conf")]);
        await _process.WaitUntilListeningAsync(EndPoint, cancellationToken);
    }

    /// <summary>Ends it as a crash would: nobody answers until <see cref="StartAsync(CancellationToken)"/>.</summary>
    public Task KillAsync() => _process!.KillAsync();

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }

        _folder.Dispose();
    }

    private void Configure(string records, string origin, int timeToLive)
    {
        _folder.Write("zone", $"""
            $ORIGIN {origin}
            $TTL {timeToLive}
            @ SOA ns admin 1 3600 600 86400 {timeToLive}
            @ NS ns
            ns A 127.0.0.1
            {records}

            """);
        var folder = _folder.FullName;
        _folder.Write("nsd.conf", $"""
            server:
              ip-address: {EndPoint.Address}@{EndPoint.Port}
              server-count: 1
              username: ""
              chroot: ""
              database: ""
              zonesdir: "{folder}"
              pidfile: "{folder}/nsd.pid"
              xfrdfile: "{folder}/xfrd.state"
              zonelistfile: "{folder}/zone.list"
              xfrdir: "{folder}"
            remote-control:
              control-enable: no
            zone:
              name: "{origin}"
              zonefile: "zone"

            """);
    }
}
