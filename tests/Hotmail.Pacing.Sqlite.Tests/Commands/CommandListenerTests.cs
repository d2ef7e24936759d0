using Hotmail.Pacing.Sqlite.Commands;
using Hotmail.Pacing.Sqlite.Commands.Model;
using Hotmail.Pacing.Sqlite.Storage;
using Microsoft.Extensions.Time.Testing;

#pragma warning disable xUnit1069 // They refer to the token as Token.

namespace Hotmail.Pacing.Sqlite.Tests.Commands;

/// <summary>A pacer on a spool, by a clock that stands unless the test moves it, and what others write into the table of commands.</summary>
public sealed class CommandListenerTests : SpoolTest
{
    private static readonly SpoolRequest s_cancelAll = new() { Verb = SpoolVerb.Cancel, Filter = new SpoolFilter { All = true } };
    private static readonly TimeSpan s_period = TimeSpan.FromMilliseconds(500);

    private readonly FakeTimeProvider _time = new(Start);

    [Fact(Timeout = HangAfter)]
    public async Task What_is_asked_is_carried_out_in_its_order_and_answered()
    {
        await using SqliteDeliveryQueue queue = await FillAsync();
        await using ProviderPacer pacer = await StartPacerAsync(queue);
        using SpoolDatabase other = SpoolDatabase.Open(Folder.Spool, create: false);
        long list = Ask(other, new SpoolRequest { Verb = SpoolVerb.List, Max = 10 });
        long cancel = Ask(other, s_cancelAll);
        long listAgain = Ask(other, new SpoolRequest { Verb = SpoolVerb.List, Max = 10 });

        Assert.Equal(["a@one.example"], Assert.Single((await AnswerAsync(other, list)).Deliveries!).Recipients);
        Assert.Equal(1, (await AnswerAsync(other, cancel)).Recipients);
        Assert.Empty((await AnswerAsync(other, listAgain)).Deliveries!);
    }

    [Fact(Timeout = HangAfter)]
    public async Task What_comes_too_late_is_never_carried_out()
    {
        await using SqliteDeliveryQueue queue = await FillAsync();
        using SpoolDatabase other = SpoolDatabase.Open(Folder.Spool, create: false);
        long late = CommandTable.Ask(other, Start.AddMinutes(-1), Start.AddSeconds(-1), CommandJson.Write(s_cancelAll)); // Before the owner began.
        await using ProviderPacer pacer = await StartPacerAsync(queue);
        long first = Ask(other, new SpoolRequest { Verb = SpoolVerb.Status });
        await AnswerAsync(other, first);
        long late2 = CommandTable.Ask(other, Start, _time.GetUtcNow().AddTicks(-1), CommandJson.Write(s_cancelAll));
        await AnswerAsync(other, Ask(other, new SpoolRequest { Verb = SpoolVerb.Status }));

        Assert.Equal((true, false, null), CommandTable.Read(other, late));
        Assert.Equal((true, false, null), CommandTable.Read(other, late2));
        Assert.Equal(["a@one.example"], await ListAsync(queue));
    }

    [Fact(Timeout = HangAfter)]
    public async Task What_a_dead_owner_began_is_not_begun_again()
    {
        await using SqliteDeliveryQueue queue = await FillAsync();
        using SpoolDatabase other = SpoolDatabase.Open(Folder.Spool, create: false);
        long begun = Ask(other, s_cancelAll);
        Assert.NotNull(CommandTable.Begin(other, begun, Start));
        await using ProviderPacer pacer = await StartPacerAsync(queue);

        await AnswerAsync(other, Ask(other, new SpoolRequest { Verb = SpoolVerb.Status }));

        Assert.Equal(["a@one.example"], await ListAsync(queue));
        Assert.Null(CommandTable.Read(other, begun).Answer);
    }

    [Fact(Timeout = HangAfter)]
    public async Task What_nobody_comes_back_for_is_removed_after_an_hour()
    {
        await using SqliteDeliveryQueue queue = await FillAsync();
        using SpoolDatabase other = SpoolDatabase.Open(Folder.Spool, create: false);
        await using ProviderPacer pacer = await StartPacerAsync(queue);
        long forgotten = Ask(other, new SpoolRequest { Verb = SpoolVerb.Status });
        await AnswerAsync(other, forgotten);
        _time.Advance(TimeSpan.FromHours(1));

        DateTimeOffset now = _time.GetUtcNow();
        long next = CommandTable.Ask(other, now, now.AddDays(1), CommandJson.Write(new SpoolRequest { Verb = SpoolVerb.Status }));
        await AnswerAsync(other, next);
        while (CommandTable.Read(other, forgotten).IsThere)
        {
            await Task.Yield(); // In the same pass.
        }

        Assert.True(CommandTable.Read(other, next).IsThere);
    }

    [Theory(Timeout = HangAfter)]
    [InlineData("""{"verb":"cancel","filter":{"all":true,"colour":"green"}}""")]
    [InlineData("""{"verb":"cancel","filter":{"all":true},"unless":"it rains"}""")]
    [InlineData("""{"verb":"paint","filter":{"all":true}}""")]
    [InlineData("""{"filter":{"all":true}}""")]
    [InlineData("cancel everything")]
    [InlineData("null")]
    public async Task What_this_version_does_not_know_is_refused_as_a_whole(string request)
    {
        await using SqliteDeliveryQueue queue = await FillAsync();
        using SpoolDatabase other = SpoolDatabase.Open(Folder.Spool, create: false);
        await using ProviderPacer pacer = await StartPacerAsync(queue);

        SpoolAnswer answer = await AnswerAsync(other, CommandTable.Ask(other, Start, Start.AddDays(1), request));

        Assert.Contains("version", answer.Error, StringComparison.Ordinal);
        Assert.Equal(["a@one.example"], await ListAsync(queue));
    }

    [Theory(Timeout = HangAfter)]
    [InlineData(nameof(SpoolVerb.Cancel), "every delivery")]
    [InlineData(nameof(SpoolVerb.Retry), "every delivery")]
    [InlineData(nameof(SpoolVerb.Pause), "no group")]
    public async Task What_says_too_little_is_refused(string verb, string says)
    {
        await using SqliteDeliveryQueue queue = await FillAsync();
        using SpoolDatabase other = SpoolDatabase.Open(Folder.Spool, create: false);
        await using ProviderPacer pacer = await StartPacerAsync(queue);

        SpoolAnswer answer = await AnswerAsync(other, Ask(other, new SpoolRequest { Verb = Enum.Parse<SpoolVerb>(verb) }));

        Assert.Contains(says, answer.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Parameter", answer.Error, StringComparison.Ordinal);
        Assert.Equal(["a@one.example"], await ListAsync(queue));
    }

    [Fact(Timeout = HangAfter)]
    public async Task While_nobody_asks_nothing_is_written()
    {
        await using SqliteDeliveryQueue queue = await FillAsync();
        await using ProviderPacer pacer = await StartPacerAsync(queue);
        using SpoolDatabase other = SpoolDatabase.Open(Folder.Spool, create: false);
        await AnswerAsync(other, Ask(other, new SpoolRequest { Verb = SpoolVerb.Status }));
        long commits = queue.Commits;

        for (int i = 0; i < 20; i++)
        {
            await PassAsync();
        }

        Assert.Equal(commits, queue.Commits);
    }

    [Fact(Timeout = HangAfter)]
    public async Task A_pacer_that_stops_leaves_what_it_did_not_begin()
    {
        await using SqliteDeliveryQueue queue = await FillAsync();
        using SpoolDatabase other = SpoolDatabase.Open(Folder.Spool, create: false);
        await using (await StartPacerAsync(queue))
        {
        }

        long asked = Ask(other, s_cancelAll);
        for (int i = 0; i < 20; i++)
        {
            await PassAsync();
        }

        Assert.True(CommandTable.Withdraw(other, asked));
        Assert.Equal(["a@one.example"], await ListAsync(queue));
    }

    [Fact]
    public async Task One_that_was_withdrawn_cannot_be_begun_and_one_that_was_begun_not_withdrawn()
    {
        await using SqliteDeliveryQueue queue = await OpenAsync();
        using SpoolDatabase other = SpoolDatabase.Open(Folder.Spool, create: false);
        long first = Ask(other, s_cancelAll);
        long second = Ask(other, s_cancelAll);

        Assert.True(CommandTable.Withdraw(other, first));
        Assert.Null(CommandTable.Begin(other, first, Start));
        Assert.Equal(CommandJson.Write(s_cancelAll), CommandTable.Begin(other, second, Start));
        Assert.False(CommandTable.Withdraw(other, second));
        Assert.Null(CommandTable.Begin(other, second, Start));
        CommandTable.Remove(other, second);
        Assert.True(Ask(other, s_cancelAll) > second); // A late answer finds no other's row.
    }

    private static long Ask(SpoolDatabase other, SpoolRequest request) => CommandTable.Ask(other, Start, Start.AddDays(1), CommandJson.Write(request));

    /// <summary>One delivery, on a path that is paused.</summary>
    private async Task<SqliteDeliveryQueue> FillAsync()
    {
        var path = new EgressPath("main", "one.example");
        await using (SqliteDeliveryQueue queue = await OpenAsync())
        {
            await EnqueueAsync(queue, Request("a@one.example", path: path));
            await queue.SavePathStateAsync(path, new Control.PathState { SavedAt = Start, PausedUntil = DateTimeOffset.MaxValue, PauseReason = "Paused by the test." }, Token);
        }

        return new SqliteDeliveryQueue(Folder.Spool);
    }

    private async Task<ProviderPacer> StartPacerAsync(SqliteDeliveryQueue queue)
    {
        var options = new PacingOptions();
        options.EgressSources["main"] = new EgressSourceOptions { Relay = new RelayOptions { Host = "127.0.0.1" } };
        return await ProviderPacer.StartNewAsync(options, new PacerParts { Queue = queue, TimeProvider = _time }, Token);
    }

    /// <summary>Lets the owner look once more, and gives it turns.</summary>
    private async Task PassAsync()
    {
        _time.Advance(s_period);
        for (int turn = 0; turn < 50; turn++)
        {
            await Task.Yield();
        }
    }

    private async Task<SpoolAnswer> AnswerAsync(SpoolDatabase other, long id)
    {
        _time.Advance(s_period);
        while (true)
        {
            Token.ThrowIfCancellationRequested();
            if (CommandTable.Read(other, id).Answer is { } answer)
            {
                return CommandJson.ReadAnswer(answer);
            }

            await Task.Yield();
        }
    }
}
