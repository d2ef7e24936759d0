using System.Security.Cryptography;
using Hotmail.Pacing;
using Hotmail.Pacing.Queues;
using Hotmail.Pacing.Sqlite;

namespace CampaignSender.Spooling;

/// <summary>
/// Where the campaign's queue is, and what an earlier run that was cut short has left in it. A demo without <c>--spool</c> has a new one in the folder
/// for temporary files; it is deleted when the campaign is over.
/// </summary>
internal sealed class CampaignSpool : IDisposable
{
    private const string NoteEnding = ".campaign";

    private readonly object _lock = new();
    private readonly string _noteFile;
    private readonly int _count;
    private CampaignNote _note;
    private bool _isOver;

    private CampaignSpool(string file, bool isTemporary, string recipients, int count)
    {
        (File, IsTemporary, _noteFile, _count) = (file, isTemporary, file + NoteEnding, count);
        _note = new CampaignNote(recipients, 0, 0, default);
    }

    /// <summary>The spool's file.</summary>
    public string File { get; }

    /// <summary>Whether it goes when the campaign is over.</summary>
    public bool IsTemporary { get; }

    /// <summary>How a campaign that is cut short goes on.</summary>
    public string HowToGoOn => IsTemporary ? $"the same command with --spool {File}" : "the same command";

    /// <summary>The recipients that were accepted, in this run and before.</summary>
    public int Accepted => _note.Accepted;

    /// <summary>The recipients that are not accepted yet.</summary>
    public int NotAccepted => _count - Accepted;

    /// <summary>What an earlier run accepted and did not settle.</summary>
    public int LeftBefore { get; private init; }

    /// <summary>The recipients that an earlier run settled.</summary>
    public int SettledBefore { get; private init; }

    /// <summary>Where the campaign's clock stood when the earlier run ended, within its last second.</summary>
    public DateTimeOffset Clock { get; private init; }

    /// <summary>Looks into the spool, if there is one, before the pacer has it.</summary>
    /// <param name="file">The spool's file; <see langword="null"/> for a temporary one.</param>
    /// <param name="recipients">The recipients' file.</param>
    /// <param name="campaign">The campaign's name.</param>
    /// <param name="batch">How many recipients are accepted at once.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="SpoolException">The spool cannot be used.</exception>
    /// <exception cref="CampaignInputException">It holds other mail.</exception>
    public static async Task<CampaignSpool> OpenAsync(
        string? file, FileInfo recipients, string campaign, int batch, int count, CancellationToken cancellationToken)
    {
        var hash = Convert.ToHexString(SHA256.HashData(await System.IO.File.ReadAllBytesAsync(recipients.FullName, cancellationToken)));
        if (file is null)
        {
            return new CampaignSpool(Path.Combine(Directory.CreateTempSubdirectory("campaign-").FullName, "spool.db"), isTemporary: true, hash, count);
        }

        file = Path.GetFullPath(file);
        if (!System.IO.File.Exists(file))
        {
            return new CampaignSpool(file, isTemporary: false, hash, count);
        }

        var note = CampaignNote.Read(file + NoteEnding) ?? new CampaignNote(hash, 0, 0, default);
        await using var queue = new SqliteDeliveryQueue(file);
        await queue.OpenAsync(cancellationToken);
        var waiting = queue.GetDepths().Sum(static depth => depth.Waiting);

        // The earlier run may have died after a batch was accepted and before that was noted. (Were all of the batch settled in between, it would be sent again.)
        var notNoted = await queue.ListAsync(DeliveryFilter.All, new DeliveryId(note.LastDelivery), int.MaxValue, cancellationToken);
        if (note.Recipients != hash || notNoted.Any(delivery => delivery.Campaign != campaign))
        {
            throw new CampaignInputException($"{file} holds other mail, or a campaign to other recipients that was cut short: end that first, or use another --spool");
        }

        if (notNoted.Count > 0)
        {
            note = note with { Accepted = Math.Min(count, note.Accepted + batch), LastDelivery = notNoted[^1].Id.Value };
            note.Write(file + NoteEnding);
        }

        return new CampaignSpool(file, isTemporary: false, hash, count)
        {
            _note = note,
            LeftBefore = waiting,
            SettledBefore = note.Accepted - waiting,
            Clock = note.Clock,
        };
    }

    /// <summary>Notes that a batch was accepted.</summary>
    public void Note(IReadOnlyList<MessageReceipt> receipts, DateTimeOffset clock)
    {
        var last = receipts.SelectMany(static receipt => receipt.Deliveries).Max();
        Note(note => note with { Accepted = note.Accepted + receipts.Count, LastDelivery = last.Value, Clock = clock });
    }

    /// <summary>Notes the time now and then: a clock that runs faster than the real one must not fall back at the next start.</summary>
    public async Task KeepClockAsync(TimeProvider time, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMinutes(1), time);
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            Note(note => note with { Clock = time.GetUtcNow() });
        }
    }

    /// <summary>Every recipient has its final status: the next run with this spool is a new campaign.</summary>
    public void Over()
    {
        lock (_lock)
        {
            _isOver = true;
            System.IO.File.Delete(_noteFile);
        }
    }

    public void Dispose()
    {
        if (IsTemporary && (_isOver || Accepted == 0))
        {
            Directory.Delete(Path.GetDirectoryName(File)!, recursive: true);
        }
    }

    private void Note(Func<CampaignNote, CampaignNote> change)
    {
        lock (_lock)
        {
            if (!_isOver)
            {
                _note = change(_note);
                _note.Write(_noteFile);
            }
        }
    }
}
