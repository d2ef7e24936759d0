using Hotmail.Pacing.Control;
using Hotmail.Pacing.Responses;

namespace Hotmail.Pacing.Tests.Control;

/// <summary>Drives a controller by hand, in virtual time.</summary>
internal sealed class Driver
{
    public static readonly DateTimeOffset Start = new(2026, 11, 24, 8, 0, 0, TimeSpan.Zero);
    private readonly List<DateTimeOffset> _open = [];

    public Driver(int start = 25, int max = 150, ControlSettings? settings = null, bool isNewSource = false, PathState? saved = null, DateTimeOffset? now = null, int messages = 50)
    {
        Now = now ?? Start;
        Limits = new ControlLimits(start, max, messages, settings ?? new ControlSettings());
        Path = new PathController(Limits, saved, isNewSource, new Random(7), Now);
    }

    public ControlLimits Limits { get; }

    public PathController Path { get; }

    public DateTimeOffset Now { get; set; }

    public int Open => _open.Count;

    public ControlEventKind Last => Path.LastEvent.Kind;

    public OpenDecision Decide() => Path.DecideOpen(Now, Open, 0);

    public Driver Wait(TimeSpan time)
    {
        Now += time;
        Path.Advance(Now);
        return this;
    }

    public Driver WaitMinutes(double minutes) => Wait(TimeSpan.FromMinutes(minutes));

    /// <summary>Opens one connection, which the receiver accepts after a moment.</summary>
    public bool TryOpen()
    {
        if (!Decide().Allowed)
        {
            return false;
        }

        var openedAt = Begin();
        Now += TimeSpan.FromMilliseconds(100);
        Path.RecordConfirmed(Now, openedAt, Open);
        return true;
    }

    /// <summary>Opens as many as are allowed, up to a limit, and waits where that is what it takes.</summary>
    public Driver Fill(int limit = int.MaxValue)
    {
        while (Open < limit)
        {
            if (TryOpen())
            {
                continue;
            }

            var decision = Decide();
            if (decision.Reason is not (OpenLimit.AfterRefusal or OpenLimit.OpeningPace))
            {
                break;
            }

            Now = decision.NotBefore;
        }

        return this;
    }

    /// <summary>Begins to open a connection, whose fate is left open.</summary>
    public DateTimeOffset Begin()
    {
        Now += TimeSpan.FromTicks(1);
        _open.Add(Now);
        Path.RecordOpening(Now, Open);
        return Now;
    }

    /// <summary>Waits until another may be opened, and has it refused.</summary>
    public Driver Refuse(Refusal refusal = Refusal.ConnectionLimit)
    {
        var decision = Decide();
        if (!decision.Allowed && decision.NotBefore < DateTimeOffset.MaxValue)
        {
            Now = decision.NotBefore;
            decision = Decide();
        }

        Assert.True(decision.Allowed, $"Not allowed: {decision.Reason}");
        return Refused(Begin(), refusal);
    }

    public Driver Refused(DateTimeOffset openedAt, Refusal refusal = Refusal.ConnectionLimit)
    {
        Now += TimeSpan.FromMilliseconds(50);
        Path.RecordRefusal(Now, openedAt, Open, refusal);
        _open.Remove(openedAt);
        Path.RecordClosed(Now, Open);
        return this;
    }

    public Driver Close(int count = 1)
    {
        for (; count > 0; count--)
        {
            _open.RemoveAt(0);
            Path.RecordClosed(Now, Open);
        }

        return this;
    }

    /// <summary>Uses what is open for a while, with plenty of messages.</summary>
    public Driver Use(TimeSpan time)
    {
        Reply(ReplyClass.Success, 500);
        return Wait(time);
    }

    public Driver UseMinutes(double minutes) => Use(TimeSpan.FromMinutes(minutes));

    public Driver Reply(ReplyClass replyClass, int times = 1, LimitScope scope = LimitScope.None, int messagesOnConnection = 0)
    {
        var permanence = replyClass == ReplyClass.Success ? Permanence.Success : Permanence.Transient;
        for (var i = 0; i < times; i++)
        {
            Path.RecordReply(Now, _open.Count > 0 ? _open[0] : Now, Open, new Classification(replyClass, permanence, "test", scope), messagesOnConnection);
        }

        return this;
    }

    /// <summary>Fills, uses for a hold, and is raised; as often as asked.</summary>
    public Driver Climb(int ceiling)
    {
        for (var i = 0; i < 1000 && Path.Ceiling < ceiling; i++)
        {
            Fill().Use(Path.HoldDormant ? TimeSpan.FromHours(1) : Limits.Settings.Hold);
        }

        return this;
    }
}
