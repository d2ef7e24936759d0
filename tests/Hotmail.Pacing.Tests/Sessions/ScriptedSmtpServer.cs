using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Hotmail.Pacing.Tests.Sessions;

/// <summary>
/// Plays one connection by a script. A line is "what is expected => what is answered": nothing expected for the banner, the start of a command, "." for a whole
/// body, "*" for one line of a body. The answer is a reply (several lines: "|"), or FIN, RST or SILENCE. RSET and QUIT need no line. A command that is not in
/// the script ends the connection and fails the test when the server is disposed.
/// </summary>
internal sealed class ScriptedSmtpServer : IAsyncDisposable
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new(Limit);
    private readonly byte[] _buffer = new byte[4096];
    private readonly Task _run;
    private int _start;
    private int _count;

    public ScriptedSmtpServer(params string[] script)
    {
        _listener.Start();
        EndPoint = (IPEndPoint)_listener.LocalEndpoint;
        _run = RunAsync(script);
    }

    public IPEndPoint EndPoint { get; }

    /// <summary>The bodies received, dot-stuffing undone.</summary>
    public List<string> Bodies { get; } = [];

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Dispose();
        try
        {
            await _run.WaitAsync(Limit);
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException)
        {
            // The client is gone, or was never there.
        }

        _end.Dispose();
    }

    private async Task RunAsync(string[] script)
    {
        using var socket = await _listener.AcceptSocketAsync(_end.Token);
        foreach (var line in script)
        {
            var (expected, answer) = line.Split("=>", StringSplitOptions.TrimEntries) is [var left, var right] ? (left, right) : (string.Empty, line);
            if (!await ExpectAsync(socket, expected) || !await AnswerAsync(socket, answer))
            {
                return;
            }
        }

        if (await CommandAsync(socket) is { } more)
        {
            throw new InvalidOperationException($"After the script came '{more}'.");
        }
    }

    private async Task<bool> ExpectAsync(Socket socket, string expected)
    {
        if (expected is "." or "*")
        {
            var body = new StringBuilder();
            string? line;
            while ((line = await LineAsync(socket)) is not (null or "."))
            {
                body.Append(line.StartsWith('.') ? line[1..] : line).Append("\r\n");
                if (expected == "*")
                {
                    return true;
                }
            }

            Bodies.Add(body.ToString());
            return line is not null;
        }

        return expected.Length == 0 || (await CommandAsync(socket) is { } command && (command.StartsWith(expected, StringComparison.OrdinalIgnoreCase)
            ? true
            : throw new InvalidOperationException($"'{expected}' was expected, and '{command}' came.")));
    }

    private async Task<bool> AnswerAsync(Socket socket, string answer)
    {
        switch (answer)
        {
            case "SILENCE":
                return true;
            case "FIN":
                socket.Shutdown(SocketShutdown.Both);
                return false;
            case "RST":
                socket.LingerState = new LingerOption(true, 0);
                return false;
            default:
                await socket.SendAsync(Encoding.Latin1.GetBytes(answer.Replace("|", "\r\n", StringComparison.Ordinal) + "\r\n"), _end.Token);
                return true;
        }
    }

    private async Task<string?> CommandAsync(Socket socket)
    {
        while (true)
        {
            var line = await LineAsync(socket);
            if (line is not ("RSET" or "QUIT"))
            {
                return line;
            }

            await AnswerAsync(socket, line == "RSET" ? "250 Reset" : "221 Bye");
        }
    }

    private async Task<string?> LineAsync(Socket socket)
    {
        var line = new StringBuilder();
        while (true)
        {
            if (_start == _count)
            {
                (_start, _count) = (0, await socket.ReceiveAsync(_buffer, _end.Token));
                if (_count == 0)
                {
                    return null;
                }
            }

            line.Append((char)_buffer[_start++]);
            if (line is [.., '\r', '\n'])
            {
                return line.ToString(0, line.Length - 2);
            }
        }
    }
}
