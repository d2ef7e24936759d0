using System.Diagnostics;
using System.Globalization;
using Hotmail.Pacing.Sqlite;
using Hotmail.Pacing.Testing;

namespace Hotmail.Pacing.Tool.Tests;

/// <summary>Who has the spool, and what the tool makes of it.</summary>
public sealed class OwnerTests : ToolTest
{
    [Fact(Timeout = HangAfter)]
    public async Task An_owner_without_a_pacer_is_named_and_what_was_asked_is_not_left_behind()
    {
        await FillAsync();
        await using SqliteDeliveryQueue owner = await OpenAsync();

        ToolRun run = await RunAsync("queue", "cancel", "--all", "--timeout", "0.2s");

        run.Failed(1, $"Process {Environment.ProcessId.ToString(CultureInfo.InvariantCulture)} has the spool");
        run.Failed(1, "did not answer within 0.2 s");
        Assert.Equal(3, owner.GetDepths().Sum(static depth => depth.Waiting));
        Assert.Equal(0, await CountCommandsAsync(owner));
    }

    [Fact(Timeout = HangAfter)]
    public async Task An_owner_that_ends_while_it_is_asked_is_not_waited_for()
    {
        await FillAsync();
        SqliteDeliveryQueue owner = await OpenAsync();
        Task<ToolRun> run = RunAsync("queue", "retry", "--all", "--json", "--timeout", "1d");
        while (await CountCommandsAsync(owner) == 0)
        {
            await Task.Yield();
        }

        await owner.DisposeAsync();

        Assert.Equal(1, (await run).Done().Json.GetProperty("retried_deliveries").GetInt32());
    }

    [Fact(Timeout = HangAfter)]
    public async Task The_spool_is_free_again_after_each_run()
    {
        await FillAsync();
        (await RunAsync("status")).Done();

        await using Owner owner = await Owner.StartAsync(Spool, Token);
        (await RunAsync("status")).Done();
    }

    [Fact(Timeout = HangAfter)]
    public async Task As_a_process_of_its_own_it_pauses_and_resumes_a_host_that_sends()
    {
        await using var receiver = ThrottlingReceiver.Start();
        await using Owner owner = await Owner.StartAsync(Spool, Token, port: receiver.Port);

        Assert.Contains("Paused until somebody resumes it", (await RunProcessAsync("pause", "gmail")).Done().Output, StringComparison.Ordinal);
        await owner.Pacer!.EnqueueAsync(new OutboundMessage
        {
            Sender = "news@sender.example", Recipients = [new Recipient("cid@gmail.com")], Content = MessageContent.FromBytes("Subject: test\r\n\r\nHello.\r\n"u8.ToArray()),
        }, Token);
        Assert.Equal(1, (await RunProcessAsync("status", "--json")).Done().Json.GetProperty("paths")[0].GetProperty("depths")[0].GetProperty("queued").GetInt32());
        Assert.Equal(0, receiver.Statistics.MessagesAccepted);

        (await RunProcessAsync("resume", "gmail")).Done();
        await receiver.WaitForAsync(static counts => counts.MessagesAccepted == 1, Token);

        (await RunProcessAsync("queue", "cancel")).Failed(2, "Which deliveries?");
    }

    private static async Task<long> CountCommandsAsync(SqliteDeliveryQueue owner)
    {
        long count = 0;
        await owner.WriteAsync(tables => count = tables.Database.Number("SELECT count(*) FROM command"));
        return count;
    }

    private async Task<ToolRun> RunProcessAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        foreach (string argument in (string[])[typeof(PacingTool).Assembly.Location, .. arguments, "--spool", Spool, "--timeout", "1m"])
        {
            start.ArgumentList.Add(argument);
        }

        using Process process = Process.Start(start)!;
        try
        {
            Task<string> output = process.StandardOutput.ReadToEndAsync(Token);
            Task<string> error = process.StandardError.ReadToEndAsync(Token);
            await process.WaitForExitAsync(Token);
            return new ToolRun(process.ExitCode, await output, await error);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
            }
        }
    }
}
