using Hotmail.Pacing.Control;

namespace Hotmail.Pacing.Dispatch;

/// <content>The path's controller: made from what the spool remembers, kept in step with the configuration, the gate and the spool.</content>
internal sealed partial class PathPump
{
    private async Task OpenControllerAsync()
    {
        var saved = await LoadAsync().ConfigureAwait(false);
        lock (_sync)
        {
            _seenConfiguration = _context.Configuration;
            _savedAt = saved?.SavedAt;
            _controller = new PathController(Limits(), saved, Source?.IsNew ?? false, _context.NewRandom(), _context.Time.GetUtcNow());
        }

        _opened.TrySetResult();
    }

    /// <summary>Reads what the spool remembers. A path that is paused must not begin to send because the disk was busy at that moment, so it is asked again, for a while.</summary>
    private async ValueTask<PathState?> LoadAsync()
    {
        for (var tries = 0; tries < LoadTries && !IsStopping(); tries++)
        {
            if (tries > 0)
            {
                await Task.Delay(ErrorPause, _context.Time, _context.Stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            try
            {
                return await _context.Queue.LoadPathStateAsync(Path, _context.Stopping).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (_context.Stopping.IsCancellationRequested)
            {
                break;
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                Failed(exception);
            }
        }

        return null;
    }

    /// <summary>Lets time pass for the controller, and carries its changes to the gate, the spool and the observers.</summary>
    private async ValueTask AdvanceAsync(DateTimeOffset now)
    {
        int revision, ceiling;
        var restriction = AskForRestriction(now);
        lock (_sync)
        {
            if (_context.Configuration is var configuration && configuration != _seenConfiguration)
            {
                _seenConfiguration = configuration;
                _controller.Reconfigure(Limits(), now);
            }

            _controller.Advance(now);
            NoteChanges();
            if (_context.Restrictions is not null)
            {
                _controller.Restrict(restriction, now);
                NoteChanges();
            }

            (revision, ceiling) = (_controller.Revision, _controller.Phase == PacingPhase.Paused ? 0 : _controller.Ceiling);
        }

        if (revision != _appliedRevision)
        {
            await _context.Gate.SetCeilingAsync(Path, ceiling, _context.Stopping).ConfigureAwait(false);
            _appliedRevision = revision;
        }

        if (HasUnsaved())
        {
            await SaveAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Whether a restart would forget something, as after a save that failed; or the spool would take it for a path that nobody uses.</summary>
    private bool HasUnsaved()
    {
        lock (_sync)
        {
            return _controller.Revision != _savedRevision || _context.Time.GetUtcNow() - _savedAt > SaveAgainAfter;
        }
    }

    private ControlLimits Limits() => Group.Profile.ToLimits();

    /// <summary>Writes the path's state to the spool: one writer at a time, so that an older state never comes after a newer one.</summary>
    private async ValueTask SaveAsync()
    {
        await _saving.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        try
        {
            PathState state;
            int revision;
            lock (_sync)
            {
                if (_controller.Revision == 0 && _savedAt is null)
                {
                    return;
                }

                revision = _controller.Revision;
                state = _controller.Save(_context.Time.GetUtcNow());
            }

            await _context.Queue.SavePathStateAsync(Path, state, CancellationToken.None).ConfigureAwait(false);
            lock (_sync)
            {
                _savedRevision = revision;
                _savedAt = state.SavedAt;
            }
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            Failed(exception);
        }
        finally
        {
            _saving.Release();
        }
    }
}
