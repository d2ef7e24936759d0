using Hotmail.Pacing.Export;
using Hotmail.Pacing.Queues;
using Hotmail.Pacing.Responses;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Hotmail.Pacing.Sqlite.Tests;

/// <summary>What a person can do with a spool in which one delivery of three is damaged: everything with the others, and see and cancel that one.</summary>
public sealed class DamagedDeliveryTests : SpoolTest
{
    [Fact]
    public async Task It_is_listed_with_its_problem_among_the_others()
    {
        await FillAsync("recipient-2");
        await using SqliteDeliveryQueue queue = await OpenAsync();

        IReadOnlyList<Delivery> all = await queue.ListAsync(DeliveryFilter.All, default, 10, Token);

        Assert.Equal([false, true, false], all.Select(static delivery => delivery.Problem is not null));
        Assert.Contains(all[1].Id.ToString(), all[1].Problem, StringComparison.Ordinal);
        Assert.Equal(("spring", Hotmail, DeliveryState.Queued), (all[1].Campaign, all[1].Path, all[1].State));
        Assert.Equal(SpoolProblem.Damaged, Assert.Throws<SpoolException>(() => all[1].Recipients).Problem);
        Assert.Equal(SpoolProblem.Damaged, Assert.Throws<SpoolException>(() => all[1].Sender).Problem);
        Assert.Equal(["recipient-3"], all[2].Recipients);
    }

    [Fact]
    public async Task One_whose_row_is_gone_is_listed_as_well()
    {
        await FillAsync(damaged: null);
        await using SqliteDeliveryQueue queue = await OpenAsync();
        await queue.WriteAsync(static tables => tables.Database.Execute("DELETE FROM envelope WHERE recipients = 'recipient-2'"));

        Assert.Equal([false, true, false], (await queue.ListAsync(DeliveryFilter.All, default, 10, Token)).Select(static delivery => delivery.Problem is not null));
    }

    [Fact]
    public async Task It_can_be_cancelled_and_the_count_is_of_the_recipients_that_are_known()
    {
        await FillAsync("recipient-2");
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddProviderPacing().AddEgressSource("main", static source => source.Relay = new RelayOptions { Host = "127.0.0.1" }).UseSqliteQueue(Folder.Spool);
        using IHost host = builder.Build();
        await host.StartAsync(Token);
        var pacer = host.Services.GetRequiredService<ProviderPacer>();

        Assert.Equal(2, await pacer.CancelWhereAsync(new DeliveryFilter { Campaign = "spring" }, Token));

        Assert.Empty(await pacer.ListAsync(DeliveryFilter.All, cancellationToken: Token));
        await host.StopAsync(Token);
    }

    [Fact]
    public async Task When_its_cancelling_failed_it_is_not_given_out_to_be_sent()
    {
        await FillAsync("recipient-2");
        await using SqliteDeliveryQueue queue = await OpenAsync();
        await AskAsync(queue, "CREATE TRIGGER deletes BEFORE DELETE ON delivery BEGIN SELECT raise(ABORT, 'no'); END");
        await Assert.ThrowsAsync<SpoolException>(async () => await queue.CancelAsync(DeliveryFilter.All, Token));

        Assert.Equal(["recipient-1"], (await TakeAsync(queue, at: 3600))!.Recipients);
        await Assert.ThrowsAsync<SpoolException>(async () => await TakeAsync(queue, at: 3600));
        Assert.Equal(["recipient-3"], (await TakeAsync(queue, at: 3600))!.Recipients);
        await Assert.ThrowsAsync<SpoolException>(async () => await queue.TakeExpiredAsync(Start.AddDays(2), 10, Token));
    }

    [Fact]
    public async Task A_choice_that_throws_leaves_all_as_it_was()
    {
        await FillAsync(damaged: null);
        await using SqliteDeliveryQueue queue = await OpenAsync();
        int asked = 0;

        await Assert.ThrowsAsync<InvalidOperationException>(async () => await queue.MoveAsync(
            DeliveryFilter.All, _ => ++asked == 1 ? new MoveTarget(new EgressPath("second", "microsoft-consumer"), "olc") : throw new InvalidOperationException(), Token));

        Assert.Equal(3, queue.GetDepths()[0].Waiting);
        Assert.Equal(["recipient-1"], (await TakeAsync(queue, at: 3600))!.Recipients);
    }

    [Fact]
    public async Task Its_message_is_exported_and_the_problem_told()
    {
        await FillAsync("recipient-2");
        await using SqliteDeliveryQueue queue = await OpenAsync();
        string folder = Path.Combine(Path.GetDirectoryName(Folder.Spool)!, "export");

        ExportResult result = await new MessageExporter(queue.ListAsync, folder).ExportAsync(DeliveryFilter.All, Token);

        Assert.Equal((3, 0), (result.Exported, result.NotExported));
        ExportProblem problem = Assert.Single(result.Problems);
        Assert.Equal(Message("body-2").Bytes.ToArray(), await File.ReadAllBytesAsync(Path.Combine(folder, $"{problem.MessageId}.eml"), Token));
        Assert.Contains("\"problem\"", await File.ReadAllTextAsync(Path.Combine(folder, $"{problem.MessageId}.json"), Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_damaged_message_is_told_of_and_the_others_are_exported()
    {
        await FillAsync("body-2");
        await using SqliteDeliveryQueue queue = await OpenAsync();
        string folder = Path.Combine(Path.GetDirectoryName(Folder.Spool)!, "export");

        ExportResult result = await new MessageExporter(queue.ListAsync, folder).ExportAsync(DeliveryFilter.All, Token);

        Assert.Equal((2, 1), (result.Exported, result.NotExported));
        Assert.Contains("is not what was written", Assert.Single(result.Problems).Reason, StringComparison.Ordinal);
        Assert.Equal(4, Directory.GetFiles(folder).Length);
        Assert.False(File.Exists(Path.Combine(folder, $"{result.Problems[0].MessageId}.eml")));
    }

    [Fact]
    public async Task Attempts_that_have_changed_are_not_believed_and_the_delivery_is_as_it_was()
    {
        await FillAsync("mx1.example");
        await using SqliteDeliveryQueue queue = await OpenAsync();
        Delivery tried = Assert.Single(await queue.ListAsync(new DeliveryFilter { State = DeliveryState.Deferred }, default, 10, Token));

        SpoolException exception = await Assert.ThrowsAsync<SpoolException>(async () => await queue.ListAttemptsAsync(tried.Id, Token));

        Assert.Equal(SpoolProblem.Damaged, exception.Problem);
        Assert.Equal((null, 1, "recipient-1"), (tried.Problem, tried.Attempts, tried.Recipients[0]));
    }

    private async Task FillAsync(string? damaged)
    {
        await using (SqliteDeliveryQueue queue = await OpenAsync())
        {
            await EnqueueAsync(queue, [.. Enumerable.Range(1, 3).Select(static number => Request($"recipient-{number}", Message($"body-{number}"), due: number == 1 ? 0 : 3600))]);
            Delivery? taken = await TakeAsync(queue);
            var attempt = new DeliveryAttempt
            {
                Number = 1, At = Start, Path = Hotmail, Host = "mx1.example", Stage = SmtpStage.Mail, Class = ReplyClass.ServerTemporary, Rule = "r", Duration = TimeSpan.Zero,
                RecipientCount = 1, Recipients = [],
            };
            await queue.UpdateAsync(taken!, new DeliveryUpdate { Remaining = taken!.Recipients, DueAt = Start.AddHours(1), CountAttempt = true, Attempt = attempt }, Token);
        }

        if (damaged is not null)
        {
            await ChangeFileAsync(damaged);
        }
    }
}
