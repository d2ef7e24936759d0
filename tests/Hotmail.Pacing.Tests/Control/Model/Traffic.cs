namespace Hotmail.Pacing.Tests.Control.Model;

/// <summary>The sender's queue as counts: three kinds of recipients, engaged ones first, by age; what is too old goes.</summary>
internal sealed class Traffic
{
    private readonly Scenario _scenario;
    private readonly LinkedList<(TimeSpan At, double Count)>[] _waiting = [new(), new(), new()];
    private readonly double[] _counts = new double[3];
    private readonly double _weights;
    private TimeSpan _arrivedUntil = TimeSpan.FromTicks(-1);

    public Traffic(Scenario scenario)
    {
        _scenario = scenario;
        var hours = (int)scenario.Duration.TotalHours;
        for (var hour = 0; hour < hours && scenario.PerHour.Length > 0; hour++)
        {
            _weights += scenario.PerHour[hour % scenario.PerHour.Length];
        }
    }

    public double Expired { get; private set; }

    public double Waiting(bool holdDormant) => _counts[0] + _counts[1] + (holdDormant ? 0 : _counts[2]);

    /// <summary>Lets a minute's mail arrive, and what is too old expire.</summary>
    public void Tick(TimeSpan now)
    {
        if (_scenario.PerHour.Length == 0)
        {
            if (_arrivedUntil < TimeSpan.Zero)
            {
                Arrive(now, _scenario.Messages);
            }
        }
        else if (_arrivedUntil < now && now < _scenario.Duration)
        {
            Arrive(now, _scenario.Messages * _scenario.PerHour[(int)now.TotalHours % _scenario.PerHour.Length] / _weights / 60);
        }

        _arrivedUntil = now;
        for (var kind = 0; kind < 3; kind++)
        {
            while (_waiting[kind].First is { } first && now - first.Value.At > _scenario.QueueMaxAge)
            {
                Expired += first.Value.Count;
                _counts[kind] -= first.Value.Count;
                _waiting[kind].RemoveFirst();
            }
        }
    }

    /// <summary>Takes that many, or as many as there are.</summary>
    public double Take(double wanted, bool holdDormant)
    {
        var taken = 0.0;
        for (var kind = 0; kind < (holdDormant ? 2 : 3) && taken < wanted; kind++)
        {
            while (taken < wanted && _waiting[kind].First is { } first)
            {
                var part = Math.Min(wanted - taken, first.Value.Count);
                taken += part;
                _counts[kind] -= part;
                if (part >= first.Value.Count)
                {
                    _waiting[kind].RemoveFirst();
                }
                else
                {
                    first.Value = (first.Value.At, first.Value.Count - part);
                }
            }
        }

        return taken;
    }

    private void Arrive(TimeSpan now, double count)
    {
        double[] shares = [_scenario.Engaged, 1 - _scenario.Engaged - _scenario.Dormant, _scenario.Dormant];
        for (var kind = 0; kind < 3; kind++)
        {
            _counts[kind] += count * shares[kind];
            _waiting[kind].AddLast((now, count * shares[kind]));
        }
    }
}
