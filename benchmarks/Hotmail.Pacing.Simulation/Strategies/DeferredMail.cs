using Hotmail.Pacing.Simulation.Model;

namespace Hotmail.Pacing.Simulation.Strategies;

/// <summary>
/// Deferred messages of a sender that looks for due ones at a fixed interval: a list for each look, so that deferring a million messages costs no more than keeping them. What
/// is due after the end of the run is not kept.
/// </summary>
internal sealed class DeferredMail(long interval, long duration)
{
    private readonly List<Mail>?[] _looks = new List<Mail>?[(int)(duration / interval) + 1];
    private readonly Stack<List<Mail>> _free = [];
    private int _first = int.MaxValue;
    private int _last = -1;

    /// <summary>When the first look that finds something is; <see cref="long.MaxValue"/> when none does.</summary>
    public long NextAt => _first == int.MaxValue ? long.MaxValue : _first * interval;

    /// <summary>Keeps a message until the first look at or after a time.</summary>
    public void Add(in Mail mail, long dueAt)
    {
        var look = (dueAt + interval - 1) / interval;
        if (look >= _looks.Length)
        {
            return;
        }

        var list = _looks[look] ??= _free.TryPop(out var free) ? free : [];
        list.Add(mail);
        _first = Math.Min(_first, (int)look);
        _last = Math.Max(_last, (int)look);
    }

    /// <summary>Moves what is due, in the order in which it was deferred.</summary>
    public void MoveDue(long now, Queue<Mail> ready)
    {
        while (NextAt <= now)
        {
            var list = _looks[_first]!;
            _looks[_first] = null;
            foreach (var mail in list)
            {
                ready.Enqueue(mail);
            }

            list.Clear();
            _free.Push(list);
            while (++_first <= _last && _looks[_first] is null)
            {
            }

            if (_first > _last)
            {
                (_first, _last) = (int.MaxValue, -1);
            }
        }
    }
}
