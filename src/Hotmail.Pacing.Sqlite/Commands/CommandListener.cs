using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Hotmail.Pacing.Sqlite.Commands.Model;
using Hotmail.Pacing.Sqlite.Storage;

namespace Hotmail.Pacing.Sqlite.Commands;

/// <summary>Carries out what other processes ask of a spool's owner, while a pacer runs on it: one after the other, in the order they were asked.</summary>
internal sealed class CommandListener : IAsyncDisposable
{
    private static readonly TimeSpan s_period = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan s_kept = TimeSpan.FromHours(1);

    private readonly SqliteDeliveryQueue _queue;
    private readonly ProviderPacer _pacer;
    private readonly SpoolOperator _operator;
    [SuppressMessage("Usage", "CA2213", Justification = "A stop may come after the end; without a timer it holds nothing to release.")]
    private readonly CancellationTokenSource _stopping = new();

    private readonly PeriodicTimer _timer;
    private readonly Task _listening;
    private SpoolDatabase? _database;
    private long _seen = -1;
    private bool _hasFailed;

    public CommandListener(SqliteDeliveryQueue queue, ProviderPacer pacer)
    {
        _queue = queue;
        _pacer = pacer;
        _operator = new PacerOperator(queue, pacer);
        _timer = new PeriodicTimer(s_period, pacer.Time);
        _listening = Task.Run(ListenAsync);
    }

    /// <summary>Begins nothing more; the one under way is given up.</summary>
    public void Stop() => _stopping.Cancel();

    /// <summary>Stops, and waits for the end.</summary>
    public async ValueTask DisposeAsync()
    {
        Stop();
        await _listening.ConfigureAwait(false);
        _timer.Dispose();
    }

    private async Task ListenAsync()
    {
        try
        {
            while (await _timer.WaitForNextTickAsync(_stopping.Token).ConfigureAwait(false))
            {
                await ListenOnceAsync().ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            // Stopped.
        }
        finally
        {
            _database?.Dispose();
        }
    }

    private async ValueTask ListenOnceAsync()
    {
        try
        {
            _database ??= SpoolDatabase.Open(_queue.File, create: false);

            // It changes with every transaction of another connection, the owner's own writer included: on a spool that rests there is nothing more to read.
            long version = _database.Number("PRAGMA data_version");
            if (version != _seen)
            {
                await ServeAsync(_database).ConfigureAwait(false);
                _seen = version;
            }

            _hasFailed = false;
        }
        catch (Exception exception) when (exception is not OutOfMemoryException and not OperationCanceledException)
        {
            if (!_hasFailed && !_stopping.IsCancellationRequested)
            {
                _pacer.LogCommandsFailed(exception);
            }

            _hasFailed = true;
            _database?.Dispose();
            (_database, _seen) = (null, -1);
        }
    }

    private async ValueTask ServeAsync(SpoolDatabase database)
    {
        while (CommandTable.Next(database, _pacer.Time.GetUtcNow()) is { } id)
        {
            _stopping.Token.ThrowIfCancellationRequested();
            string? request = null;
            await _queue.WriteAsync(tables => request = CommandTable.Begin(tables.Database, id, _pacer.Time.GetUtcNow())).ConfigureAwait(false);
            if (request is not null)
            {
                string answer = CommandJson.Write(await AnswerAsync(request).ConfigureAwait(false));
                await _queue.WriteAsync(tables => CommandTable.Answer(tables.Database, id, answer)).ConfigureAwait(false);
            }
        }

        DateTimeOffset before = _pacer.Time.GetUtcNow() - s_kept;
        if (CommandTable.HasOld(database, before))
        {
            await _queue.WriteAsync(tables => CommandTable.RemoveOld(tables.Database, before)).ConfigureAwait(false);
        }
    }

    private async ValueTask<SpoolAnswer> AnswerAsync(string text)
    {
        try
        {
            SpoolRequest request = CommandJson.ReadRequest(text);
            SpoolAnswer answer = await _operator.AnswerAsync(request, _stopping.Token).ConfigureAwait(false);
            _pacer.LogCommand(request.Verb.ToString(), answer.Error);
            return answer;
        }
        catch (JsonException)
        {
            return new SpoolAnswer { Error = "The process that has the spool runs a version of Hotmail.Pacing.Sqlite that does not know what is asked. Use the tool of its version." };
        }
        catch (OperationCanceledException)
        {
            return new SpoolAnswer { Error = "The process that has the spool stops; what was asked was perhaps done in part." };
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return new SpoolAnswer { Error = exception.Message };
        }
    }
}
