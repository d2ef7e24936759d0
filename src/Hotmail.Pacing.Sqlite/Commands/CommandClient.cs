using System.Globalization;
using Hotmail.Pacing.Sqlite.Commands.Model;
using Hotmail.Pacing.Sqlite.Storage;

namespace Hotmail.Pacing.Sqlite.Commands;

/// <summary>Asks the process that owns a spool.</summary>
/// <param name="file">The spool's file, with its full path.</param>
/// <param name="patience">How long it may take the owner to begin.</param>
/// <param name="time">The clock.</param>
internal sealed class CommandClient(string file, TimeSpan patience, TimeProvider time)
{
    private static readonly TimeSpan s_poll = TimeSpan.FromMilliseconds(25);

    // What was begun is waited for longer: to cancel a million deliveries takes its time.
    private static readonly TimeSpan s_more = TimeSpan.FromMinutes(1);

    /// <summary>Asks.</summary>
    /// <param name="request">What.</param>
    /// <param name="isGone">Whether the owner is seen to have ended.</param>
    /// <param name="cancellationToken">Ends the waiting. What was not begun is not carried out.</param>
    /// <returns>The answer; <see langword="null"/> when nobody began to carry it out, and now nobody will.</returns>
    /// <exception cref="SpoolException">It is being carried out and did not end in time; or the spool is of another version.</exception>
    public async ValueTask<SpoolAnswer?> AskAsync(SpoolRequest request, Func<bool> isGone, CancellationToken cancellationToken)
    {
        using SpoolDatabase database = SpoolDatabase.Open(file, create: false);
        SpoolSchema.CheckIsPresent(database);

        // The owner alone decides when the log is carried over. A request that a power failure takes away is not missed.
        database.Execute("PRAGMA wal_autocheckpoint = 0");
        database.Execute("PRAGMA synchronous = NORMAL");
        DateTimeOffset deadline = time.GetUtcNow() + patience;
        long id = CommandTable.Ask(database, time.GetUtcNow(), deadline, CommandJson.Write(request));
        try
        {
            return await WaitAsync(database, id, deadline, isGone, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            CommandTable.Remove(database, id);
        }
    }

    private async ValueTask<SpoolAnswer?> WaitAsync(SpoolDatabase database, long id, DateTimeOffset deadline, Func<bool> isGone, CancellationToken cancellationToken)
    {
        while (true)
        {
            (bool isThere, bool isBegun, string? answer) = CommandTable.Read(database, id);
            if (answer is not null)
            {
                return CommandJson.ReadAnswer(answer);
            }

            DateTimeOffset now = time.GetUtcNow();
            if (!isThere || (!isBegun && (now > deadline || isGone()) && CommandTable.Withdraw(database, id)))
            {
                return null;
            }

            if (isBegun && now > deadline + s_more)
            {
                string waited = (patience + s_more).TotalSeconds.ToString("0", CultureInfo.InvariantCulture);
                throw new SpoolException(
                    SpoolProblem.InUse, file, $"The process that has the spool {file} began what was asked, and did not end it within {waited} s. It may still do so.", null, SpoolOwnership.FindOwner(file));
            }

            await Task.Delay(s_poll, time, cancellationToken).ConfigureAwait(false);
        }
    }
}
