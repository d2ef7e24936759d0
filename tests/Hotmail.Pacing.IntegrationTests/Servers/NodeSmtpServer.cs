using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Hotmail.Pacing.IntegrationTests.Servers;

/// <summary>
/// The npm package smtp-server with a script of ours (<c>node/sink.mjs</c>): takes mail, counts it, refuses with Outlook's exact words. It waits
/// 100 ms before each greeting (built into the package), and judges its limit only then.
/// </summary>
internal sealed class NodeSmtpServer : IAsyncDisposable
{
    private static readonly string Folder = Path.Combine(Requires.RepositoryFolder, "tests", "Hotmail.Pacing.IntegrationTests", "Servers", "node");
    private readonly ServerFolder _folder = new();
    private readonly HttpClient _control = new(new SocketsHttpHandler { UseProxy = false });
    private readonly string _node;
    private readonly Dictionary<string, object> _replies = [];
    private NodeSmtpSettings _settings;
    private ServerProcess? _process;
    private Uri? _controlAddress;

    private NodeSmtpServer(string node, NodeSmtpSettings settings)
    {
        _node = node;
        _settings = settings with { Port = settings.Port == 0 ? Loopback.FreePort(settings.Address) : settings.Port };
        EndPoint = new IPEndPoint(_settings.Address, _settings.Port);
    }

    /// <summary>Where it listens: the same after each start.</summary>
    public IPEndPoint EndPoint { get; }

    /// <summary>Starts a server and waits until it listens. Skips the test where node or the package is missing.</summary>
    public static async Task<NodeSmtpServer> StartAsync(NodeSmtpSettings settings, CancellationToken cancellationToken)
    {
        // Where the system's node is too old, tests/run puts a newer one here.
        var own = Path.Combine(Folder, "runtime", "bin", "node");
        var node = File.Exists(own) ? own : Requires.Program("node", "nodejs");
        Requires.That(Directory.Exists(Path.Combine(Folder, "node_modules", "smtp-server")), "the npm package smtp-server");
        var server = new NodeSmtpServer(node, settings);
        try
        {
            await server.StartAsync(cancellationToken);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// Starts it again after <see cref="KillAsync"/>, on the same port, with its settings, its scripted replies (from their beginning) and its accepted
    /// recipients. The other counts start anew.
    /// </summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }

        string? ready = null;
        _process = ServerProcess.Start(
            [_node, Path.Combine(Folder, "sink.mjs"), JsonSerializer.Serialize(Script(), JsonSerializerOptions.Web)],
            onLine: line => ready ??= line.StartsWith("ready ", StringComparison.Ordinal) ? line["ready ".Length..] : null);
        await _process.WaitUntilAsync(() => Volatile.Read(ref ready) is not null, "was ready", cancellationToken);
        _controlAddress = new Uri($"http://127.0.0.1:{JsonElement.Parse(ready!).GetProperty("control").GetInt32()}");
    }

    /// <summary>Ends it as a crash would: connections are reset, and nothing listens on the port until <see cref="StartAsync(CancellationToken)"/>.</summary>
    public Task KillAsync() => _process!.KillAsync();

    /// <summary>Shows that the limit bites, in the way and with the words that were set; then starts the counts anew.</summary>
    public async Task ProveLimitAsync(CancellationToken cancellationToken)
    {
        var proof = await LimitProof.RunAsync(EndPoint, _settings.Limit!.Value, _settings.LimitAnswer == LimitAnswer.Mail, cancellationToken);
        Assert.Equal(_settings.LimitAnswer == LimitAnswer.Drop ? "" : $"{_settings.LimitCode} {_settings.LimitText}", proof.Refusal);
        while ((await GetCountsAsync(cancellationToken)).Open > 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), cancellationToken);
        }

        await PostAsync("/reset", new { }, cancellationToken);
    }

    /// <summary>What it has seen.</summary>
    public async Task<NodeSmtpCounts> GetCountsAsync(CancellationToken cancellationToken) =>
        (await _control.GetFromJsonAsync<NodeSmtpCounts>(new Uri(_controlAddress!, "/counts"), cancellationToken))!;

    /// <summary>The accepted recipients, and how often each: 1 means exactly once. Kept over <see cref="KillAsync"/>.</summary>
    public async Task<IReadOnlyDictionary<string, int>> GetRecipientsAsync(CancellationToken cancellationToken) =>
        (await _control.GetFromJsonAsync<Dictionary<string, int>>(new Uri(_controlAddress!, "/recipients"), cancellationToken))!;

    /// <summary>The messages taken since its start, in this order, where <see cref="NodeSmtpSettings.RecordsMessages"/> is set.</summary>
    /// <param name="from">How many of them to leave out.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IReadOnlyList<NodeSmtpMessage>> GetMessagesAsync(int from, CancellationToken cancellationToken) =>
        (await _control.GetFromJsonAsync<NodeSmtpMessage[]>(new Uri(_controlAddress!, $"/messages?from={from}"), cancellationToken))!;

    /// <summary>Changes the limit while it runs; connections already let in stay.</summary>
    public Task SetLimitAsync(int? limit, CancellationToken cancellationToken)
    {
        _settings = _settings with { Limit = limit };
        return PostAsync("/settings", new { limit }, cancellationToken);
    }

    /// <summary>Answers RCPT TO for one recipient with a refusal.</summary>
    /// <param name="recipient">The address.</param>
    /// <param name="code">The basic code.</param>
    /// <param name="text">The text, with its enhanced code.</param>
    /// <param name="times">How often, before the recipient is accepted; <see langword="null"/> for ever.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task SetReplyAsync(string recipient, int code, string text, int? times, CancellationToken cancellationToken)
    {
        _replies[recipient] = new[] { new { code, text, times } };
        return PostAsync("/settings", new { replies = new Dictionary<string, object> { [recipient] = _replies[recipient] } }, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }

        _control.Dispose();
        _folder.Dispose();
    }

    private object Script() => new
    {
        address = EndPoint.Address.ToString(),
        port = EndPoint.Port,
        name = _settings.Name,
        limit = _settings.Limit,
        limitAnswer = _settings.LimitAnswer.ToString(),
        limitCode = _settings.LimitCode,
        limitText = _settings.LimitText,
        messageDelay = _settings.MessageDelay.TotalMilliseconds,
        requireTls = _settings.RequireTls,
        certificate = _settings.Certificate?.CertificateFile,
        key = _settings.Certificate?.KeyFile,
        record = _settings.RecordsMessages,
        deferOnce = _settings.DeferOnce,
        journal = _folder.File("accepted.jsonl"),
        replies = _replies,
    };

    private async Task PostAsync(string path, object body, CancellationToken cancellationToken)
    {
        using var response = await _control.PostAsJsonAsync(new Uri(_controlAddress!, path), body, cancellationToken);
        response.EnsureSuccessStatusCode();
    }
}
