using System.Globalization;
using Hotmail.Pacing.Export;
using Hotmail.Pacing.Queues;
using Hotmail.Pacing.Sqlite.Commands.Model;
using Hotmail.Pacing.Sqlite.Storage;

namespace Hotmail.Pacing.Sqlite.Commands;

/// <summary>
/// The one way to ask a spool, whether somebody sends from it or not: where nobody does this process owns it meanwhile, and nobody else can; else the owner is asked.
/// </summary>
internal sealed class SpoolSession : IAsyncDisposable
{
    // The host's retention is not in the spool: what is cancelled is kept, for the host to remove it in its own time.
    private static readonly SqliteQueueOptions s_options = new() { KeepSettledFor = TimeSpan.FromDays(1) };

    private readonly TimeSpan _patience;
    private readonly TimeProvider _time;
    private SqliteDeliveryQueue? _queue;

    private SpoolSession(string file, TimeSpan patience, TimeProvider time)
    {
        File = file;
        _patience = patience;
        _time = time;
    }

    /// <summary>The spool's file, with its full path.</summary>
    public string File { get; }

    /// <summary>Opens a spool, or finds its owner.</summary>
    /// <param name="file">The spool's file.</param>
    /// <param name="patience">How long it may take an owner to begin with what it is asked.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="SpoolException">There is no such spool (<see cref="SpoolProblem.NotASpool"/>), or it cannot be opened.</exception>
    public static async Task<SpoolSession> OpenAsync(string file, TimeSpan patience, TimeProvider time, CancellationToken cancellationToken)
    {
        string path = Path.GetFullPath(file);
        CheckIsDatabase(path);
        var session = new SpoolSession(path, patience, time);
        await session.TryOwnAsync(cancellationToken).ConfigureAwait(false);
        return session;
    }

    /// <summary>Asks.</summary>
    /// <exception cref="SpoolException">The owner does not answer, or the spool cannot be read or written.</exception>
    public async ValueTask<SpoolAnswer> AskAsync(SpoolRequest request, CancellationToken cancellationToken)
    {
        SpoolException? inUse = null;
        for (int round = 0; round < 2; round++)
        {
            if (_queue is not null || (inUse = await TryOwnAsync(cancellationToken).ConfigureAwait(false)) is null)
            {
                return await new StoppedOperator(_queue!, _time).AnswerAsync(request, cancellationToken).ConfigureAwait(false);
            }

            // An owner that ended is looked for once; one that cannot write who it is would be found gone again and again.
            bool looks = round == 0 && SpoolOwnership.FindOwner(File) is not null;
            var client = new CommandClient(File, _patience, _time);
            if (await client.AskAsync(request, () => looks && SpoolOwnership.FindOwner(File) is null, cancellationToken).ConfigureAwait(false) is { } answer)
            {
                return answer;
            }

            if (!looks)
            {
                break;
            }
        }

        if ((inUse = await TryOwnAsync(cancellationToken).ConfigureAwait(false)) is null)
        {
            return await new StoppedOperator(_queue!, _time).AnswerAsync(request, cancellationToken).ConfigureAwait(false);
        }

        string who = inUse.OwnerProcessId is { } process ? $"Process {process}" : "Another process";
        throw new SpoolException(
            SpoolProblem.InUse,
            File,
            $"{who} has the spool {File} and did not answer within {_patience.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture)} s: no pacer runs in it, or it hangs. Nothing was done.",
            inUse,
            inUse.OwnerProcessId);
    }

    /// <summary>Writes what matches into a folder, in the form of <see cref="ProviderPacer.ExportAsync"/>: by this process, whoever owns the spool.</summary>
    /// <exception cref="SpoolException">The owner does not answer, or the spool cannot be read.</exception>
    /// <exception cref="IOException">The folder cannot be written to.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written to.</exception>
    public async ValueTask<ExportResult> ExportAsync(SpoolFilter filter, string folder, CancellationToken cancellationToken)
    {
        using var readers = new SpoolReaders(File);
        return await new MessageExporter(ListAsync, folder).ExportAsync(DeliveryFilter.All, cancellationToken).ConfigureAwait(false);

        async ValueTask<IReadOnlyList<Delivery>> ListAsync(DeliveryFilter wanted, DeliveryId after, int max, CancellationToken token)
        {
            var request = new SpoolRequest
            {
                Verb = SpoolVerb.List, Filter = wanted.Id is { } id ? new SpoolFilter { Ids = [id.Value] } : filter, After = after.Value, Max = max,
            };
            SpoolAnswer answer = await AskAsync(request, token).ConfigureAwait(false);
            return answer.Deliveries is { } deliveries
                ? [.. deliveries.Select(delivery => new AskedDelivery(delivery, readers))]
                : throw new SpoolException(SpoolProblem.Unavailable, File, answer.Error!);
        }
    }

    /// <summary>Lets the spool go.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_queue is not null)
        {
            await _queue.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Makes this process the owner.</summary>
    /// <returns>What says who owns it; <see langword="null"/> when this process does.</returns>
    private async ValueTask<SpoolException?> TryOwnAsync(CancellationToken cancellationToken)
    {
        var queue = new SqliteDeliveryQueue(File, int.MaxValue, s_options, _time, isVisit: true);
        try
        {
            await queue.OpenAsync(cancellationToken).ConfigureAwait(false);
            _queue = queue;
            return null;
        }
        catch (SpoolException exception) when (exception.Problem == SpoolProblem.InUse)
        {
            await queue.DisposeAsync().ConfigureAwait(false);
            return exception;
        }
        catch
        {
            await queue.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>To open a spool makes it, and files beside it: not where there is none.</summary>
    private static void CheckIsDatabase(string file)
    {
        Span<byte> start = stackalloc byte[16];
        try
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            start = start[..stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new SpoolException(SpoolProblem.NotASpool, file, $"There is no spool {file}.", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw SpoolErrors.FromSystem(file, exception);
        }

        if (!start.SequenceEqual("SQLite format 3\0"u8))
        {
            throw new SpoolException(SpoolProblem.NotASpool, file, $"The file {file} is no spool, or its very beginning is damaged.");
        }
    }
}
