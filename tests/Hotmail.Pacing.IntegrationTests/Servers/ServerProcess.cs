using System.Diagnostics;
using System.Globalization;
using System.Net;

namespace Hotmail.Pacing.IntegrationTests.Servers;

/// <summary>A server's process in its own temporary folder: what it printed, when it is ready, and its end, by its own process id.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(20);
    private readonly Process _process;
    private readonly bool _asRoot;
    private readonly Queue<string> _output = [];
    private readonly Action<string>? _onLine;

    private ServerProcess(Process process, bool asRoot, Action<string>? onLine)
    {
        _process = process;
        _asRoot = asRoot;
        _onLine = onLine;
    }

    /// <summary>The last lines it printed, for the message of a failed test.</summary>
    public string Output
    {
        get
        {
            lock (_output)
            {
                return string.Join('\n', _output);
            }
        }
    }

    /// <summary>Whether it has ended.</summary>
    public bool HasExited => _process.HasExited;

    /// <summary>Starts a program. Its standard input stays open until it is stopped.</summary>
    /// <param name="command">The program and its arguments.</param>
    /// <param name="asRoot">Whether it was started through <see cref="Root.Command"/>, so that ending it takes root too.</param>
    /// <param name="onLine">Called for each line it prints.</param>
    public static ServerProcess Start(string[] command, bool asRoot = false, Action<string>? onLine = null)
    {
        var process = new Process
        {
            StartInfo = new ProcessStartInfo(command[0], command[1..])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                WorkingDirectory = Path.GetTempPath(),
            },
        };
        var server = new ServerProcess(process, asRoot, onLine);
        process.OutputDataReceived += server.Keep;
        process.ErrorDataReceived += server.Keep;
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return server;
    }

    /// <summary>Waits until something listens on the end point.</summary>
    public Task WaitUntilListeningAsync(IPEndPoint endPoint, CancellationToken cancellationToken) =>
        WaitUntilAsync(() => Loopback.IsListening(endPoint), $"listens on {endPoint}", cancellationToken);

    /// <summary>Waits until a condition holds; fails with the server's output when it ends first or takes over a minute.</summary>
    public async Task WaitUntilAsync(Func<bool> condition, string what, CancellationToken cancellationToken)
    {
        var started = Stopwatch.StartNew();
        while (!condition())
        {
            if (HasExited || started.Elapsed > Patience)
            {
                Assert.Fail($"{_process.StartInfo.FileName} {(HasExited ? $"ended with code {_process.ExitCode} before it" : "did not come to the point where it")} {what}. Its output:\n{Output}");
            }

            await Task.Delay(Poll, cancellationToken);
        }
    }

    /// <summary>Ends it and all that it started with SIGKILL, as a crash or a power cut would.</summary>
    public async Task KillAsync()
    {
        if (HasExited)
        {
            return;
        }

        using var patience = new CancellationTokenSource(Patience);
        if (_asRoot)
        {
            await KillAsRootAsync(patience.Token);
        }
        else
        {
            _process.Kill(entireProcessTree: true);
        }

        await _process.WaitForExitAsync(patience.Token); // also waits for the last of its output
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _process.Dispose();
    }

    /// <summary>Stops all before it kills, lest a child of the last moment live on; and a child holds the port until it has ended.</summary>
    private async Task KillAsRootAsync(CancellationToken cancellationToken)
    {
        var tree = new List<int>();
        for (var all = Tree(_process.Id); all.Except(tree).Any(); all = Tree(_process.Id))
        {
            tree = all;
            Signal("STOP", tree);
            await WaitUntilAllAsync(tree, "TtZX", cancellationToken);
        }

        Signal("KILL", tree);
        await WaitUntilAllAsync(tree, "ZX", cancellationToken);
    }

    private static void Signal(string signal, List<int> ids) =>
        Root.Shell($"kill -{signal} \"$@\" 2>/dev/null", [.. ids.Select(static id => id.ToString(CultureInfo.InvariantCulture))]);

    private static async Task WaitUntilAllAsync(List<int> ids, string states, CancellationToken cancellationToken)
    {
        while (ids.Any(id => !states.Contains(StatusOf(id).State)))
        {
            await Task.Delay(Poll, cancellationToken);
        }
    }

    private static List<int> Tree(int root)
    {
        var children = Process.GetProcesses().Select(static process => process.Id).ToLookup(static id => StatusOf(id).Parent);
        var found = new List<int> { root };
        for (var i = 0; i < found.Count; i++)
        {
            found.AddRange(children[found[i]]);
        }

        return found;
    }

    /// <summary>A process's state, as a letter of proc(5), and its parent.</summary>
    private static (char State, int Parent) StatusOf(int id)
    {
        try
        {
            // "id (name) state parent …"; the name may hold anything, so look behind its last bracket.
            var status = File.ReadAllText($"/proc/{id}/stat");
            var fields = status[(status.LastIndexOf(')') + 2)..].Split(' ');
            return (fields[0][0], int.Parse(fields[1], CultureInfo.InvariantCulture));
        }
        catch (IOException)
        {
            return ('X', 0); // it has ended meanwhile
        }
    }

    private void Keep(object sender, DataReceivedEventArgs line)
    {
        if (line.Data is null)
        {
            return;
        }

        lock (_output)
        {
            _output.Enqueue(line.Data);
            if (_output.Count > 200)
            {
                _output.Dequeue();
            }
        }

        _onLine?.Invoke(line.Data);
    }
}
