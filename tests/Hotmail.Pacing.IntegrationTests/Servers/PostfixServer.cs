using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

namespace Hotmail.Pacing.IntegrationTests.Servers;

/// <summary>
/// A private Postfix in a folder of its own, which takes mail and throws it away. Needs root. Its connection limit is its own: at the banner,
/// <c>421 4.7.0 mx.test Error: too many connections from 127.0.0.1</c>.
/// </summary>
internal sealed partial class PostfixServer : IAsyncDisposable
{
    /// <summary>How it refuses a connection over its limit.</summary>
    public const string TooManyConnections = "421 4.7.0 mx.test Error: too many connections from 127.0.0.1";

    private readonly ServerFolder _folder = new(hasRootFiles: true);
    private readonly PostfixSettings _settings;
    private readonly string _postfix;
    private readonly ConcurrentDictionary<(string Recipient, string QueueId), bool> _delivered = [];
    private ServerProcess? _process;
    private int _connections;
    private int _refused;
    private int _disconnections;
    private int _messages;
    private int _maxMessagesPerConnection;

    private PostfixServer(string postfix, PostfixSettings settings)
    {
        _postfix = postfix;
        _settings = settings;
        EndPoint = new IPEndPoint(settings.Address, settings.Port == 0 ? Loopback.FreePort(settings.Address) : settings.Port);
    }

    /// <summary>Where it listens: the same after each start.</summary>
    public IPEndPoint EndPoint { get; }

    /// <summary>Connections made to it, refused ones among them, since its first start or since its limit was proved.</summary>
    public int Connections => Volatile.Read(ref _connections);

    /// <summary>Connections it refused since its first start or since its limit was proved.</summary>
    public int RefusedConnections => Volatile.Read(ref _refused);

    /// <summary>Messages it took, and the most on one connection; counted when a connection ends: see <see cref="WaitForDisconnectionsAsync"/>.</summary>
    public (int Total, int MaxPerConnection) Messages => (Volatile.Read(ref _messages), Volatile.Read(ref _maxMessagesPerConnection));

    /// <summary>
    /// The recipients it has delivered to, and in how many messages: 1 means exactly once. Delivery follows a moment after acceptance: see
    /// <see cref="WaitForDeliveriesAsync"/>.
    /// </summary>
    public IReadOnlyDictionary<string, int> Delivered =>
        _delivered.Keys.GroupBy(static key => key.Recipient).ToDictionary(static group => group.Key, static group => group.Count());

    /// <summary>Starts a server and waits until it listens. Skips the test where Postfix or root is missing.</summary>
    public static async Task<PostfixServer> StartAsync(PostfixSettings settings, CancellationToken cancellationToken)
    {
        var postfix = Requires.Program("postfix", "postfix");
        _ = Root.Command();
        var server = new PostfixServer(postfix, settings);
        try
        {
            server.Configure();
            await server.StartAsync(cancellationToken);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts it again after <see cref="KillAsync"/>, on the same port, with what it had queued.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }

        // Postfix wants its configuration to be root's and its data to be its own.
        const string Script = """
            set -e
            chmod 755 "$1" && mkdir -p "$1/spool" "$1/data" && chown -R root "$1/etc" && chown postfix "$1/data"
            exec "$2" -c "$1/etc" start-fg
            """;
        _process = ServerProcess.Start(Root.Command("sh", "-c", Script, "sh", _folder.FullName, _postfix), asRoot: true, onLine: Read);
        await _process.WaitUntilListeningAsync(EndPoint, cancellationToken);
    }

    /// <summary>Ends it as a crash would. A delivery of the last moment may miss from <see cref="Delivered"/>: its log line dies with it.</summary>
    public Task KillAsync() => _process!.KillAsync();

    /// <summary>Shows that the limit bites, in Postfix's words; then starts the counts of connections anew.</summary>
    public async Task ProveLimitAsync(CancellationToken cancellationToken)
    {
        var (connections, refused) = (Connections, RefusedConnections);
        var proof = await LimitProof.RunAsync(EndPoint, _settings.Limit, atMail: false, cancellationToken);
        Assert.Equal(TooManyConnections, proof.Refusal);
        await _process!.WaitUntilAsync(
            () => Connections == connections + proof.Connections && RefusedConnections == refused + proof.Refused, "had logged the proof", cancellationToken);
        await WaitForDisconnectionsAsync(cancellationToken);
        Volatile.Write(ref _connections, 0);
        Volatile.Write(ref _refused, 0);
        Volatile.Write(ref _disconnections, 0);
    }

    /// <summary>Waits until every connection that it saw has ended; one that <see cref="KillAsync"/> cut never does.</summary>
    public Task WaitForDisconnectionsAsync(CancellationToken cancellationToken) =>
        _process!.WaitUntilAsync(() => Volatile.Read(ref _disconnections) == Connections, "had seen every connection end", cancellationToken);

    /// <summary>Waits until so many recipients are delivered.</summary>
    public Task WaitForDeliveriesAsync(int recipients, CancellationToken cancellationToken) =>
        _process!.WaitUntilAsync(() => _delivered.Count >= recipients, $"had delivered to {recipients} recipients", cancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }

        _folder.Dispose();
    }

    private void Configure()
    {
        var folder = _folder.FullName;
        var refused = _folder.Write("etc/refused", string.Concat(_settings.Refused.Select(static entry => $"{entry.Key} {entry.Value}\n")));
        var slow = _folder.Write("etc/slow", string.Concat(_settings.Slow.Select(static recipient => $"{recipient} sleep 1\n")));
        List<string> main =
        [
            "compatibility_level = 3.6",
            $"config_directory = {folder}/etc",
            $"queue_directory = {folder}/spool",
            $"data_directory = {folder}/data",
            "maillog_file = /dev/stdout",
            "enable_long_queue_ids = yes",
            "myhostname = mx.test",
            "mydestination =",
            $"inet_interfaces = {EndPoint.Address}",
            "inet_protocols = ipv4",

            // Postfix exempts its own networks from its limits, and loopback is one unless it is told otherwise.
            "mynetworks = 127.255.255.254/32",
            "smtpd_client_event_limit_exceptions =",
            $"smtpd_client_connection_count_limit = {_settings.Limit}",
            "smtpd_error_sleep_time = 0",
            "alias_maps =",
            "alias_database =",
            "virtual_mailbox_maps =",
            $"virtual_mailbox_domains = {string.Join(", ", _settings.Domains)}",
            "virtual_transport = discard:",
            $"smtpd_recipient_restrictions = check_recipient_access texthash:{refused}, reject_unauth_destination",
            $"smtpd_data_restrictions = check_recipient_access texthash:{slow}",
            .. _settings.MoreSettings,
        ];
        if (_settings.SecondsPerConnection > 0)
        {
            main.Add("smtpd_delay_reject = no");
            main.Add($"smtpd_client_restrictions = sleep {_settings.SecondsPerConnection}");
        }

        if (_settings.Certificate is { } certificate)
        {
            main.Add($"smtpd_tls_cert_file = {certificate.CertificateFile}");
            main.Add($"smtpd_tls_key_file = {certificate.KeyFile}");
            main.Add($"smtpd_tls_security_level = {(_settings.RequireTls ? "encrypt" : "may")}");
        }

        _folder.Write("etc/main.cf", string.Join('\n', main) + "\n");

        // More smtpd processes than the limit: above its own number, Postfix lets connections hang instead of refusing them.
        _folder.Write("etc/master.cf", $"""
            {EndPoint} inet n - n - {Math.Max(100, _settings.Limit * 2)} smtpd
            pickup unix n - n 60 1 pickup
            cleanup unix n - n - 0 cleanup
            qmgr unix n - n 300 1 qmgr
            tlsmgr unix - - n 1000? 1 tlsmgr
            rewrite unix - - n - - trivial-rewrite
            bounce unix - - n - 0 bounce
            defer unix - - n - 0 bounce
            trace unix - - n - 0 bounce
            error unix - - n - - error
            retry unix - - n - - error
            discard unix - - n - - discard
            proxymap unix - - n - - proxymap
            showq unix n - n - - showq
            anvil unix - - n - 1 anvil
            postlog unix-dgram n - n - 1 postlogd

            """);
    }

    private void Read(string line)
    {
        if (DeliveryLine().Match(line) is { Success: true } delivery)
        {
            _delivered.TryAdd((delivery.Groups["recipient"].Value, delivery.Groups["id"].Value), true);
        }
        else if (line.Contains(": connect from ", StringComparison.Ordinal))
        {
            Interlocked.Increment(ref _connections);
        }
        else if (line.Contains("Connection concurrency limit exceeded", StringComparison.Ordinal))
        {
            Interlocked.Increment(ref _refused);
        }
        else if (DisconnectionLine().Match(line) is { Success: true } disconnection)
        {
            // Without messages the line names none: no group, no number. "9/10" is 9 taken of 10.
            _ = int.TryParse(disconnection.Groups["taken"].ValueSpan, CultureInfo.InvariantCulture, out var taken);
            Interlocked.Add(ref _messages, taken);
            Volatile.Write(ref _maxMessagesPerConnection, Math.Max(_maxMessagesPerConnection, taken));
            Interlocked.Increment(ref _disconnections);
        }
    }

    [GeneratedRegex(@": (?<id>\w+): to=<(?<recipient>[^>]*)>.* status=sent ")]
    private static partial Regex DeliveryLine();

    [GeneratedRegex(@": disconnect from \S+(.* data=(?<taken>\d+))?")]
    private static partial Regex DisconnectionLine();
}
