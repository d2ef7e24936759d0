using Hotmail.Pacing.Control;
using Microsoft.Data.Sqlite;

namespace Hotmail.Pacing.Sqlite.Tests;

/// <summary>What is not as it was written is found out and said, and never sent or dropped in silence.</summary>
public sealed class DamageTests : SpoolTest
{
    [Fact]
    public async Task A_file_that_is_no_database_is_refused_and_left_as_it_is()
    {
        string text = "no database ".PadRight(9000, '.');
        await File.WriteAllTextAsync(Folder.Spool, text, Token);

        await FailsToOpenAsync(Folder, SpoolProblem.Damaged);

        Assert.Equal(text, await File.ReadAllTextAsync(Folder.Spool, Token));
    }

    [Fact]
    public async Task A_database_of_another_program_is_refused()
    {
        using (var connection = new SqliteConnection($"Data Source={Folder.Spool};Pooling=False"))
        {
            connection.Open();
            using SqliteCommand command = connection.CreateCommand();
            command.CommandText = "CREATE TABLE something (id INTEGER)";
            command.ExecuteNonQuery();
        }

        await FailsToOpenAsync(Folder, SpoolProblem.NotASpool);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4096)]
    [InlineData(20_000)]
    [InlineData(60_000)]
    public async Task A_file_that_was_cut_off_is_refused(int length)
    {
        await using (SqliteDeliveryQueue queue = await OpenAsync())
        {
            await EnqueueAsync(queue, [.. Enumerable.Range(0, 100).Select(static number => Request($"u{number}", Message(2000)))]);
        }

        using (FileStream file = File.OpenWrite(Folder.Spool))
        {
            Assert.True(file.Length > length);
            file.SetLength(length);
        }

        await FailsToOpenAsync(Folder, SpoolProblem.Damaged);
    }

    [Theory]
    [InlineData("recipient-2")]
    [InlineData("bounce+11")]
    public async Task A_delivery_whose_envelope_has_changed_is_not_sent_and_does_not_hold_up_the_others(string text)
    {
        await FillAndChangeAsync(text);
        await using SqliteDeliveryQueue queue = await OpenAsync();
        List<string> sent = [];
        List<string> problems = [];
        for (int i = 0; i < 3; i++)
        {
            try
            {
                sent.Add((await TakeAsync(queue))!.Recipients[0]);
            }
            catch (SpoolException exception)
            {
                Assert.Equal(SpoolProblem.Damaged, exception.Problem);
                problems.Add(exception.Message);
            }
        }

        Assert.Equal(2, sent.Count);
        Assert.Contains("delivery", Assert.Single(problems), StringComparison.Ordinal);
        Assert.Null(await TakeAsync(queue));
        Assert.Equal(3, queue.GetDepths()[0].Waiting); // It is not lost,
        await Assert.ThrowsAsync<SpoolException>(async () => await TakeAsync(queue, at: 3600)); // and asked for again;
        await Assert.ThrowsAsync<SpoolException>(async () => await queue.TakeExpiredAsync(Start.AddDays(2), 10, Token)); // expired,
        await Assert.ThrowsAsync<SpoolException>(async () => await queue.TakeExpiredAsync(Start.AddDays(2), 10, Token)); // it is still there.
    }

    [Fact]
    public async Task A_message_that_has_changed_is_not_sent()
    {
        await FillAndChangeAsync("body-2");
        await using SqliteDeliveryQueue queue = await OpenAsync();
        int failed = 0;
        while (await TakeAsync(queue) is { } delivery)
        {
            try
            {
                await delivery.GetContentAsync(Token);
            }
            catch (SpoolException exception)
            {
                Assert.Equal(SpoolProblem.Damaged, exception.Problem);
                Assert.Equal(["recipient-2"], delivery.Recipients);
                failed++;
            }
        }

        Assert.Equal(1, failed);
    }

    [Theory]
    [InlineData("microsoft-consumer")]
    [InlineData("hotmail.com")]
    [InlineData("spring")]
    public async Task A_path_domain_or_campaign_that_has_changed_is_found_at_the_start(string text)
    {
        await FillAndChangeAsync(text);
        await FailsToOpenAsync(Folder, SpoolProblem.Damaged);
    }

    [Fact]
    public async Task A_path_state_that_has_changed_is_not_believed()
    {
        await FillAndChangeAsync("\"Ceiling\":12");
        await using SqliteDeliveryQueue queue = await OpenAsync();
        await Assert.ThrowsAsync<SpoolException>(async () => await queue.LoadPathStateAsync(Hotmail, Token));
    }

    [Fact]
    public async Task Whatever_bit_is_flipped_all_is_there_as_it_was_or_an_error_is_said()
    {
        await FillAsync();
        byte[] intact = await File.ReadAllBytesAsync(Folder.Spool, Token);
        int said = 0;
        for (int position = 0; position < intact.Length; position += 151)
        {
            byte[] bytes = [.. intact];
            bytes[position] ^= (byte)(1 << (position % 8));
            using var folder = new SpoolFolder();
            await File.WriteAllBytesAsync(folder.Spool, bytes, Token);
            try
            {
                Assert.Equal(["recipient-1: body-1", "recipient-2: body-2", "recipient-3: body-3"], await ReadAllAsync(folder));
            }
            catch (SpoolException)
            {
                said++;
            }
        }

        Assert.InRange(said, 1, intact.Length / 151);
    }

    private async Task FillAsync()
    {
        await using SqliteDeliveryQueue queue = await OpenAsync();
        await EnqueueAsync(queue, [.. Enumerable.Range(1, 3).Select(static number => Request($"recipient-{number}", Message($"body-{number}")))]);
        await queue.SavePathStateAsync(Hotmail, new PathState { Ceiling = 12 }, Token);
    }

    private async Task FillAndChangeAsync(string text)
    {
        await FillAsync();
        await ChangeFileAsync(text);
    }

    private static async Task<string[]> ReadAllAsync(SpoolFolder folder)
    {
        await using SqliteDeliveryQueue queue = await OpenAsync(folder);
        List<string> read = [];
        while (await TakeAsync(queue) is { } delivery)
        {
            MessageContent content = await delivery.GetContentAsync(Token);
            string body = System.Text.Encoding.UTF8.GetString(content.Bytes.Span).Split("\r\n")[2];
            read.Add($"{Assert.Single(delivery.Recipients)}: {body}");
        }

        return [.. read.Order()];
    }
}
