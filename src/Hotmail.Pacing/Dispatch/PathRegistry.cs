using System.Collections.Concurrent;

namespace Hotmail.Pacing.Dispatch;

/// <summary>The pumps of all paths that have mail, connections or a memory of a throttle.</summary>
internal sealed class PathRegistry
{
    private readonly object _sync = new();
    private readonly ConcurrentDictionary<EgressPath, PathPump> _pumps = [];
    private PacerContext? _context;
    private bool _stopped;

    /// <summary>The pumps at this moment.</summary>
    public ICollection<PathPump> All => _pumps.Values;

    /// <summary>Begins: from now on paths can be woken.</summary>
    public void Start(PacerContext context) => _context = context;

    /// <summary>Makes a path's pump look for work, starting it if there is none.</summary>
    public void Wake(EgressPath path)
    {
        while (_context is not null && GetOrStart(path) is { } pump)
        {
            if (pump.Wake())
            {
                return;
            }

            Remove(pump);
        }
    }

    /// <summary>A path's pump; <see langword="null"/> once stopped.</summary>
    public PathPump? GetOrStart(EgressPath path)
    {
        if (_pumps.TryGetValue(path, out var pump))
        {
            return pump;
        }

        lock (_sync)
        {
            if (_stopped || _context is null)
            {
                return null;
            }

            if (!_pumps.TryGetValue(path, out pump))
            {
                pump = new PathPump(_context, path);
                _pumps[path] = pump;
                pump.Start();
            }

            return pump;
        }
    }

    /// <summary>A pump has retired. Mail that came in the meantime makes a new one.</summary>
    public void Retire(PathPump pump)
    {
        Remove(pump);
        if (_context!.Queue.NextDue(new Queues.TakeRequest(pump.Path, _context.Time.GetUtcNow())) is not null)
        {
            Wake(pump.Path);
        }
    }

    /// <summary>Stops all pumps and waits for their transactions.</summary>
    public async Task StopAsync()
    {
        PathPump[] pumps;
        lock (_sync)
        {
            _stopped = true;
            pumps = [.. _pumps.Values];
        }

        await Task.WhenAll(pumps.Select(static pump => pump.StopAsync())).ConfigureAwait(false);
    }

    private void Remove(PathPump pump) => _pumps.TryRemove(new KeyValuePair<EgressPath, PathPump>(pump.Path, pump));
}
