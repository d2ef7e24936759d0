using System.Globalization;
using System.Text.Json;
using Hotmail.Pacing.Control;
using Hotmail.Pacing.Sqlite;

namespace Hotmail.Pacing.Tool.Tests;

public sealed class PauseTests : ToolTest
{
    [Theory(Timeout = HangAfter)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_group_is_paused_until_then_and_it_is_recorded_who_said_so(bool running)
    {
        await using Owner owner = await StartAsync(running);
        DateTimeOffset until = new(Now.Year + 1, 3, 4, 5, 6, 7, TimeSpan.Zero);

        JsonElement path = Assert.Single((await RunAsync(
            "pause", "GMAIL", "--until", until.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture), "--reason", "warm-up", "--json")).Done().Json.GetProperty("paths").EnumerateArray());

        Assert.Equal(("gmail", "paused"), (path.GetProperty("group").GetString(), path.GetProperty("phase").GetString()));
        Assert.Equal(until, path.GetProperty("paused_until").GetDateTimeOffset());
        Assert.Contains($"Paused by {Environment.UserName} (warm-up).", path.GetProperty("why").GetString(), StringComparison.Ordinal);
        await owner.DisposeAsync();
        await using SqliteDeliveryQueue queue = await OpenAsync();
        Assert.Equal(until, (await queue.LoadPathStateAsync(Gmail, Token))!.PausedUntil);
        Assert.Equal(DateTimeOffset.MaxValue, (await queue.LoadPathStateAsync(Microsoft, Token))!.PausedUntil);
    }

    [Theory(Timeout = HangAfter)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_pause_for_a_time_begins_now(bool running)
    {
        await using Owner owner = await StartAsync(running);
        DateTimeOffset before = Now;

        JsonElement path = (await RunAsync("pause", "gmail", "--for", "90m", "--json")).Done().Json.GetProperty("paths")[0];

        Assert.InRange(path.GetProperty("paused_until").GetDateTimeOffset(), before.AddMinutes(90), Now.AddMinutes(90));
    }

    [Theory(Timeout = HangAfter)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_group_that_is_resumed_is_where_it_was(bool running)
    {
        // Without mail nothing is sent.
        await using (SqliteDeliveryQueue queue = await OpenAsync())
        {
            await queue.SavePathStateAsync(Gmail, new PathState { SavedAt = Now, Ceiling = 17, PausedUntil = DateTimeOffset.MaxValue, PauseReason = "Paused by the test." }, Token);
        }

        await using Owner owner = running ? await Owner.StartAsync(Spool, Token) : Owner.None;

        Assert.Equal("gmail from main: The ceiling is 17", (await RunAsync("resume", "gmail")).Done().Output[..34]);

        JsonElement path = Assert.Single((await RunAsync("status", "--json")).Done().Json.GetProperty("paths").EnumerateArray());
        Assert.Equal(("recovery", 17), (path.GetProperty("phase").GetString(), path.GetProperty("ceiling").GetInt32()));
        Assert.Equal(JsonValueKind.Null, path.GetProperty("paused_until").ValueKind);
    }

    [Theory(Timeout = HangAfter)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task After_a_pause_of_the_controllers_own_the_path_recovers_slowly_whoever_ends_it(bool running)
    {
        var saved = new PathState { SavedAt = Now, Ceiling = 40, LastStableCeiling = 40, PausedUntil = Now.AddHours(4), PauseReason = "The throttle is widespread.", RecoversSlowly = true };
        await using (SqliteDeliveryQueue queue = await OpenAsync())
        {
            await queue.SavePathStateAsync(Gmail, saved, Token);
        }

        await using Owner owner = running ? await Owner.StartAsync(Spool, Token) : Owner.None;
        (await RunAsync("resume", "gmail")).Done();
        await owner.DisposeAsync();

        // What counts is what the host finds.
        await using Owner host = await Owner.StartAsync(Spool, Token);
        JsonElement path = (await RunAsync("status", "--json")).Done().Json.GetProperty("paths")[0];
        Assert.Equal(("recovery", new ControlSettings().RecoveryStart), (path.GetProperty("phase").GetString(), path.GetProperty("ceiling").GetInt32()));
    }

    [Fact(Timeout = HangAfter)]
    public async Task A_stopped_path_of_which_nothing_is_known_starts_after_its_pause_where_the_profile_of_the_host_says()
    {
        await FillAsync();

        (await RunAsync("pause", "yahoo", "--for", "1h")).Done();

        await using SqliteDeliveryQueue queue = await OpenAsync();
        PathState state = (await queue.LoadPathStateAsync(new EgressPath("main", "yahoo"), Token))!;
        Assert.Equal(0, state.Ceiling);
        Assert.Equal(7, new PathController(new ControlLimits(7, 9, 100, new ControlSettings()), state, false, new Random(1), Now).Ceiling);
    }

    [Theory(Timeout = HangAfter)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_group_that_there_is_not_and_an_end_that_is_past_are_refused(bool running)
    {
        await using Owner owner = await StartAsync(running);

        (await RunAsync("pause", "gmial")).Failed(1, "no destination group 'gmial'");
        (await RunAsync("resume", "gmial")).Failed(1, "no destination group 'gmial'");
        (await RunAsync("pause", "gmail", "--until", "2020-01-01")).Failed(1, "");
    }
}
