namespace Hotmail.Pacing.Simulation.Model;

/// <summary>
/// What happens next. An agent (a connection, a clock, a sender's alarm) has one time at most, so setting it again moves it in place. A heap of four children a node
/// in one array of structs: nothing is allocated for an event, and ties go in the order in which they were set.
/// </summary>
internal sealed class Agenda
{
    private const int Children = 4;
    private const int AgentBits = 24;

    private Entry[] _entries = new Entry[64];
    private int[] _places = new int[64];
    private int _count;
    private long _order;

    public bool IsEmpty => _count == 0;

    public long NextAt => _entries[0].At;

    public int NextAgent => _entries[0].Agent;

    /// <summary>What tells this setting of the first agent from a later one.</summary>
    public long NextOrder => _entries[0].Order;

    /// <summary>Sets the time of an agent, in place of the one that it had.</summary>
    public void Set(int agent, long at)
    {
        if (agent >= _places.Length)
        {
            Array.Resize(ref _places, Math.Max(agent + 1, _places.Length * 2));
        }

        var entry = new Entry(at, (++_order << AgentBits) | (uint)agent);
        var place = _places[agent];
        if (place == 0)
        {
            if (_count == _entries.Length)
            {
                Array.Resize(ref _entries, _count * 2);
            }

            Rise(_count++, entry);
        }
        else if (entry.IsBefore(_entries[place - 1]))
        {
            Rise(place - 1, entry);
        }
        else
        {
            Sink(place - 1, entry);
        }
    }

    /// <summary>Takes an agent's time away, if it has one.</summary>
    public void Clear(int agent)
    {
        if (agent >= _places.Length || _places[agent] is not (> 0 and var place))
        {
            return;
        }

        _places[agent] = 0;
        var last = _entries[--_count];
        if (place - 1 == _count)
        {
            return;
        }

        if (place > 1 && last.IsBefore(_entries[(place - 2) / Children]))
        {
            Rise(place - 1, last);
        }
        else
        {
            Sink(place - 1, last);
        }
    }

    /// <summary>Takes an agent's time away if it is still the one of that setting.</summary>
    public void ClearIf(int agent, long order)
    {
        if (_places[agent] is > 0 and var place && _entries[place - 1].Order == order)
        {
            Clear(agent);
        }
    }

    private void Rise(int index, Entry entry)
    {
        var entries = _entries;
        while (index > 0)
        {
            var parent = (index - 1) / Children;
            if (!entry.IsBefore(entries[parent]))
            {
                break;
            }

            Put(entries, index, entries[parent]);
            index = parent;
        }

        Put(entries, index, entry);
    }

    private void Sink(int index, Entry entry)
    {
        var entries = _entries;
        while (true)
        {
            var child = (index * Children) + 1;
            if (child >= _count)
            {
                break;
            }

            var least = child;
            var end = Math.Min(child + Children, _count);
            while (++child < end)
            {
                if (entries[child].IsBefore(entries[least]))
                {
                    least = child;
                }
            }

            if (!entries[least].IsBefore(entry))
            {
                break;
            }

            Put(entries, index, entries[least]);
            index = least;
        }

        Put(entries, index, entry);
    }

    private void Put(Entry[] entries, int index, Entry entry)
    {
        entries[index] = entry;
        _places[entry.Agent] = index + 1;
    }

    private readonly struct Entry(long at, long order)
    {
        public readonly long At = at;
        public readonly long Order = order;

        public int Agent => (int)(Order & ((1 << AgentBits) - 1));

        public bool IsBefore(in Entry other) => At < other.At || (At == other.At && Order < other.Order);
    }
}
