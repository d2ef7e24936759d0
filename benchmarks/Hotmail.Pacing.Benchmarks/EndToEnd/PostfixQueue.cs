using System.Diagnostics;

namespace Hotmail.Pacing.Benchmarks.EndToEnd;

/// <summary>A Postfix of our own in a folder of its own, which holds a queue back until it is told to deliver it. Needs root.</summary>
internal sealed class PostfixQueue : IAsyncDisposable
{
    private const string Postfix = "/usr/sbin/postfix";

    private readonly string _folder;
    private readonly int _port;

    private PostfixQueue(string folder, int port)
    {
        _folder = folder;
        _port = port;
    }

    /// <returns>The server; <see langword="null"/> where Postfix is not installed or this is not root.</returns>
    public static async Task<PostfixQueue?> StartAsync(int sinkPort, int connections)
    {
        if (!File.Exists(Postfix) || Environment.UserName != "root")
        {
            return null;
        }

        // Where the spools are made as well: on the same disk.
        var folder = Directory.CreateTempSubdirectory("hotmail-pacing-postfix-").FullName;
        var server = new PostfixQueue(folder, LoopbackPort.Free());
        await server.ConfigureAsync(sinkPort, connections);
        return server;
    }

    /// <summary>Takes messages in and keeps them.</summary>
    public async Task FillAsync(int messages)
    {
        await RunAsync("/usr/sbin/smtp-source", $"-d -s 10 -l {BenchmarkMessage.Size} -m {messages} -f news@example.com -t user@bench.example 127.0.0.1:{_port}");
        while (Count("deferred") < messages)
        {
            await Task.Delay(250);
        }
    }

    /// <summary>Delivers all that it has.</summary>
    public async Task DeliverAsync()
    {
        await RunAsync("/usr/sbin/postconf", $"-c {_folder}/etc -e defer_transports=");
        await RunAsync(Postfix, $"-c {_folder}/etc reload");
        await RunAsync("/usr/sbin/postqueue", $"-c {_folder}/etc -f");
        while (Count("deferred") + Count("incoming") + Count("active") > 0)
        {
            await Task.Delay(100); // To look costs Postfix time.
        }

        await RunAsync("/usr/sbin/postconf", $"-c {_folder}/etc -e defer_transports=smtp");
        await RunAsync(Postfix, $"-c {_folder}/etc reload");
    }

    public async ValueTask DisposeAsync()
    {
        await RunAsync(Postfix, $"-c {_folder}/etc stop");
        Directory.Delete(_folder, recursive: true);
    }

    private async Task ConfigureAsync(int sinkPort, int connections)
    {
        foreach (var name in (string[])["etc", "spool", "data"])
        {
            Directory.CreateDirectory(Path.Combine(_folder, name));
        }

        await RunAsync("/bin/chmod", $"755 {_folder}");
        await RunAsync("/bin/chown", $"postfix {_folder}/data");
        await File.WriteAllTextAsync($"{_folder}/etc/main.cf", $"""
            compatibility_level = 3.6
            config_directory = {_folder}/etc
            queue_directory = {_folder}/spool
            data_directory = {_folder}/data
            maillog_file = {_folder}/log
            maillog_file_prefixes = {_folder}
            myhostname = postfix.test
            mydestination =
            inet_interfaces = 127.0.0.1
            inet_protocols = ipv4
            mynetworks = 127.0.0.0/8
            alias_maps =
            alias_database =
            relayhost = [127.0.0.1]:{sinkPort}
            defer_transports = smtp
            default_process_limit = {connections + 50}
            initial_destination_concurrency = {connections}
            default_destination_concurrency_limit = {connections}
            smtp_connection_cache_on_demand = yes
            smtp_connection_reuse_count_limit = {EndToEndCommand.MessagesPerConnection}
            smtpd_client_connection_count_limit = 0
            qmgr_message_active_limit = 20000
            qmgr_message_recipient_limit = 20000

            """);
        await File.WriteAllTextAsync($"{_folder}/etc/master.cf", $"""
            127.0.0.1:{_port} inet n - n - 100 smtpd
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
            proxymap unix - - n - - proxymap
            smtp unix - - n - {connections} smtp
            scache unix - - n - 1 scache
            showq unix n - n - - showq
            anvil unix - - n - 1 anvil
            postlog unix-dgram n - n - 1 postlogd

            """);
        await RunAsync(Postfix, $"-c {_folder}/etc start");
        if (!await LoopbackPort.IsListeningAsync(_port, static () => false))
        {
            throw new InvalidOperationException("Postfix did not begin to listen.");
        }
    }

    private int Count(string queue)
    {
        var folder = Path.Combine(_folder, "spool", queue);
        return Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Count() : 0;
    }

    private static async Task RunAsync(string program, string arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        var said = process.StandardError.ReadToEndAsync();
        _ = process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} {arguments} ended with code {process.ExitCode}: {await said}");
        }
    }
}
