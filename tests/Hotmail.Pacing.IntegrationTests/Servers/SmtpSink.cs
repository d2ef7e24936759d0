using System.Net;

namespace Hotmail.Pacing.IntegrationTests.Servers;

/// <summary>Postfix's test receiver: fast, and scripted by its arguments. It has no limit that refuses.</summary>
internal sealed class SmtpSink : IAsyncDisposable
{
    private readonly string[] _command;
    private ServerProcess? _process;

    private SmtpSink(string[] command, IPEndPoint endPoint)
    {
        _command = command;
        EndPoint = endPoint;
    }

    /// <summary>Where it listens: the same after each start.</summary>
    public IPEndPoint EndPoint { get; }

    /// <summary>Starts one on loopback and waits until it listens. Skips the test where it is missing.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="arguments">Its options, such as <c>-r RCPT -b "451 4.7.650 X (S775)"</c>, <c>-Q MAIL</c> or <c>-q .</c>: see smtp-sink(1).</param>
    public static async Task<SmtpSink> StartAsync(CancellationToken cancellationToken, params string[] arguments)
    {
        var program = Requires.Program("smtp-sink", "postfix");
        var endPoint = new IPEndPoint(IPAddress.Loopback, Loopback.FreePort());
        string[] user = Environment.IsPrivilegedProcess ? ["-u", "postfix"] : [];
        var sink = new SmtpSink([program, .. user, .. arguments, endPoint.ToString(), "256"], endPoint);
        try
        {
            await sink.StartAsync(cancellationToken);
            return sink;
        }
        catch
        {
            await sink.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts it again after <see cref="KillAsync"/>, on the same port.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await DisposeAsync();
        _process = ServerProcess.Start(_command);
        await _process.WaitUntilListeningAsync(EndPoint, cancellationToken);
    }

    /// <summary>Ends it as a crash would.</summary>
    public Task KillAsync() => _process!.KillAsync();

    public ValueTask DisposeAsync() => _process?.DisposeAsync() ?? ValueTask.CompletedTask;
}
