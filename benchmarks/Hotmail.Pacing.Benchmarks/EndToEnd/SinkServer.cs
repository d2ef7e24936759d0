using System.Diagnostics;

namespace Hotmail.Pacing.Benchmarks.EndToEnd;

/// <summary>Postfix's smtp-sink as a process of its own on a free loopback port; it takes everything and keeps nothing.</summary>
internal sealed class SinkServer : IAsyncDisposable
{
    private static readonly string[] Places = ["/usr/sbin/smtp-sink", "/usr/libexec/postfix/smtp-sink", "/usr/lib/postfix/sbin/smtp-sink"];

    private readonly Process _process;

    private SinkServer(Process process, int port)
    {
        _process = process;
        Port = port;
    }

    public int Port { get; }

    /// <returns>The server; <see langword="null"/> when smtp-sink is not installed.</returns>
    public static async Task<SinkServer?> StartAsync()
    {
        if (Places.FirstOrDefault(File.Exists) is not { } path)
        {
            return null;
        }

        var port = LoopbackPort.Free();
        var user = Environment.UserName == "root" ? "-u postfix " : string.Empty;
        var process = Process.Start(new ProcessStartInfo(path, $"{user}-m 256 127.0.0.1:{port} 256") { RedirectStandardError = true })!;
        if (await LoopbackPort.IsListeningAsync(port, () => process.HasExited))
        {
            return new SinkServer(process, port);
        }

        process.Kill();
        throw new InvalidOperationException("smtp-sink did not begin to listen.");
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
