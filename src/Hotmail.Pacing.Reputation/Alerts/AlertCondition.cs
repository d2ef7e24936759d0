namespace Hotmail.Pacing.Reputation.Alerts;

/// <summary>What is remembered of one kind and subject.</summary>
internal sealed class AlertCondition
{
    private DateTimeOffset? _goneAt;
    private bool _wasTold;

    /// <summary>Since when it has stood.</summary>
    public DateTimeOffset FirstSeen { get; private set; }

    /// <summary>When an alert was given last; <see langword="null"/> if none was.</summary>
    public DateTimeOffset? ToldAt { get; private set; }

    /// <summary>When it was observed last, be it gone.</summary>
    public DateTimeOffset SeenAt { get; private set; }

    /// <summary>Whether it stands.</summary>
    public bool Stands { get; private set; }

    /// <summary>Takes what was observed now, and decides.</summary>
    /// <param name="stands">Whether it stands now.</param>
    /// <param name="options">The rule.</param>
    /// <param name="reminds">Whether what still stands is told again.</param>
    /// <param name="now">The time.</param>
    /// <param name="isReminder">Whether it was told before.</param>
    /// <returns>Whether there is an alert.</returns>
    public bool Observe(bool stands, AlertOptions options, bool reminds, DateTimeOffset now, out bool isReminder)
    {
        SeenAt = now;
        isReminder = false;
        if (ToldAt > now)
        {
            // The clock was set back: that must not make the quiet longer.
            ToldAt = now;
        }

        if (!stands)
        {
            _goneAt = Stands ? now : _goneAt;
            Stands = false;
            return false;
        }

        if (!Stands && (_goneAt is not { } gone || now - gone >= options.GoneAfter))
        {
            (FirstSeen, _wasTold) = (now, false);
        }

        Stands = true;
        if (ToldAt is { } told && now - told < options.QuietPeriod)
        {
            return false;
        }

        if (_wasTold && !reminds)
        {
            return false;
        }

        isReminder = _wasTold;
        (ToldAt, _wasTold) = (now, true);
        return true;
    }
}
