using Hotmail.Pacing.Queues;
using Hotmail.Pacing.Sqlite.Storage;

namespace Hotmail.Pacing.Sqlite.Tests;

/// <summary>Spools of all versions that there ever were: <c>Spools/v1.db</c> was written by the first one, and is never written anew.</summary>
public sealed class SchemaTests : SpoolTest
{
    private static readonly string[] s_nextStep = ["ALTER TABLE campaign ADD COLUMN colour TEXT", "UPDATE campaign SET colour = 'green'"];

    [Theory]
    [InlineData("v1.db")]
    public async Task A_spool_of_an_earlier_version_opens_with_all_that_it_holds(string file)
    {
        CopyOld(file);
        await using SqliteDeliveryQueue queue = await OpenAsync();

        Assert.Equal(["a@hotmail.com,b@hotmail.com", "c@hotmail.com"], await ListAsync(queue));
        Assert.Equal(25, (await queue.LoadPathStateAsync(Hotmail, Token))!.Ceiling);
        Delivery? first = await TakeAsync(queue, at: 60);
        Assert.Equal((1, 451, "spring"), (first!.Attempts, first.LastReply!.Code, first.Campaign));
        Assert.Equal(Message("version 1").Bytes.ToArray(), (await first.GetContentAsync(Token)).Bytes.ToArray());
        await SettleAsync(queue, first);
        await EnqueueAsync(queue, Request("d@hotmail.com"));
        Assert.Equal(["c@hotmail.com", "d@hotmail.com"], await ListAsync(queue));
        Assert.Equal(SpoolSchema.Steps.Count, await AskAsync(queue, "PRAGMA user_version"));
    }

    [Fact]
    public async Task A_newer_version_is_refused_by_name_and_left_as_it_is()
    {
        CopyOld("v1.db");
        Migrate([.. SpoolSchema.Steps, s_nextStep]);
        byte[] before = await File.ReadAllBytesAsync(Folder.Spool, Token);

        SpoolException exception = await FailsToOpenAsync(Folder, SpoolProblem.NewerVersion);

        Assert.Contains($"version {SpoolSchema.Steps.Count + 1}", exception.Message, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllBytesAsync(Folder.Spool, Token));
    }

    [Fact]
    public void A_step_is_made_once_and_counted()
    {
        CopyOld("v1.db");
        for (int i = 0; i < 2; i++)
        {
            Assert.Equal((SpoolSchema.Steps.Count + 1, "green"), Migrate([.. SpoolSchema.Steps, s_nextStep], "SELECT colour FROM campaign"));
        }
    }

    [Fact]
    public async Task A_step_that_fails_changes_nothing()
    {
        CopyOld("v1.db");
        Assert.Throws<SpoolException>(() => Migrate([.. SpoolSchema.Steps, [.. s_nextStep, "not SQL"]]));

        await using SqliteDeliveryQueue queue = await OpenAsync();
        Assert.Equal(2, (await ListAsync(queue)).Length);
        Assert.Equal(0, await AskAsync(queue, "SELECT count(*) FROM pragma_table_info('campaign') WHERE name = 'colour'"));
    }

    private void CopyOld(string file)
    {
        File.Copy(Path.Combine(AppContext.BaseDirectory, "Spools", file), Folder.Spool);
        File.SetAttributes(Folder.Spool, FileAttributes.Normal);
    }

    private (long Version, string Answer) Migrate(string[][] steps, string question = "SELECT ''")
    {
        using SpoolDatabase database = SpoolDatabase.Open(Folder.Spool, create: false);
        SpoolSchema.Prepare(database, steps);
        return (database.Number("PRAGMA user_version"), database.Text(question));
    }
}
