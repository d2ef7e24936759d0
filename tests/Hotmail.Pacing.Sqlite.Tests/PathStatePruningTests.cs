using Hotmail.Pacing.Control;
using Microsoft.Extensions.Time.Testing;

#pragma warning disable xUnit1069 // They refer to the token as Token.

namespace Hotmail.Pacing.Sqlite.Tests;

/// <summary>What was learned of a path is forgotten once nobody has used it for a month.</summary>
public sealed class PathStatePruningTests : SpoolTest
{
    private static readonly EgressPath Unused = new("main", "unused.example");

    private readonly FakeTimeProvider _time = new(Start.AddDays(40));

    [Fact(Timeout = HangAfter)]
    public async Task What_is_in_use_paused_or_set_by_a_person_stays_and_the_rest_goes()
    {
        await using SqliteDeliveryQueue queue = await OpenAsync(TimeSpan.Zero, _time);
        (EgressPath Path, PathState State)[] staying =
        [
            (new("main", "recent.example"), new PathState { SavedAt = Start.AddDays(11), Ceiling = 9 }),
            (new("main", "paused.example"), new PathState { SavedAt = Start, PausedUntil = DateTimeOffset.MaxValue }),
            (new("main", "set.example"), new PathState { SavedAt = Start, ManualCeiling = 3 }),
            (Hotmail, new PathState { SavedAt = Start, Ceiling = 25 }),
        ];
        foreach ((EgressPath path, PathState state) in staying)
        {
            await queue.SavePathStateAsync(path, state, Token);
        }

        await queue.SavePathStateAsync(Unused, new PathState { SavedAt = Start, Ceiling = 25 }, Token);
        await queue.SavePathStateAsync(Unused with { Source = "another" }, new PathState { SavedAt = Start, PausedUntil = Start.AddDays(39) }, Token);
        await EnqueueAsync(queue, Request("a"));

        _time.Advance(TimeSpan.FromDays(1));
        while (await AskAsync(queue, "SELECT count(*) FROM path_state") > staying.Length)
        {
            Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }

        foreach ((EgressPath path, PathState state) in staying)
        {
            Assert.Equal(state, await queue.LoadPathStateAsync(path, Token));
        }
    }

    [Fact(Timeout = HangAfter)]
    public async Task Thousands_go_at_the_start()
    {
        await using (SqliteDeliveryQueue before = await OpenAsync())
        {
            await before.WriteAsync(static tables =>
            {
                for (int i = 0; i < 2_500; i++)
                {
                    tables.SaveState(new EgressPath("main", $"{i}.example"), new PathState { SavedAt = i == 1_700 ? Start.AddDays(39) : Start });
                }
            });
        }

        await using SqliteDeliveryQueue queue = await OpenAsync(TimeSpan.Zero, _time);
        while (await AskAsync(queue, "SELECT count(*) FROM path_state") > 1)
        {
            Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }

        Assert.NotNull(await queue.LoadPathStateAsync(new EgressPath("main", "1700.example"), Token));
    }
}
