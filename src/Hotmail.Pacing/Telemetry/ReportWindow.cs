namespace Hotmail.Pacing.Telemetry;

/// <summary>
/// The rolling report's memory: counters by path, campaign and retry age over the last steps. Reads no clock. A key that was idle for a whole window
/// leaves; when there is no room for another, it is counted under <see cref="DeliveryReport.Others"/>. The lock guards everything.
/// </summary>
internal sealed class ReportWindow
{
    private readonly object _sync = new();
    private readonly Dictionary<EgressPath, ReportSeries> _paths = [];
    private readonly Dictionary<string, ReportSeries> _campaigns = new(StringComparer.Ordinal);
    private ReportSeries[] _ages;
    private readonly GroupNames _groups;
    private readonly int _steps;
    private readonly long _stepTicks;
    private readonly int _maxOtherGroups;
    private readonly int _maxCampaigns;
    private DateTimeOffset _startedAt;
    private long _newest;
    private int _otherPaths;

    public ReportWindow(DateTimeOffset startedAt, TelemetryOptions options, GroupNames groups)
    {
        _startedAt = startedAt;
        _steps = options.ReportBuckets;
        _stepTicks = options.ReportBucket.Ticks;
        _maxOtherGroups = options.MaxOtherGroups;
        _maxCampaigns = options.MaxCampaigns;
        _groups = groups;
        _newest = StepOf(startedAt);
        _ages = NewAges();
    }

    /// <summary>Counts an attempt that ended at this time. One older than the window is not counted.</summary>
    public void Add(EgressPath path, string? campaign, in ReportSample sample, DateTimeOffset at)
    {
        var step = StepOf(at);
        lock (_sync)
        {
            MoveTo(step, at);
            if (step <= _newest - _steps)
            {
                return;
            }

            PathSeries(path).Add(step, sample);
            _ages[(int)sample.Age].Add(step, sample);
            if (campaign is not null)
            {
                CampaignSeries(campaign).Add(step, sample);
            }
        }
    }

    /// <summary>The report on the window that ends now.</summary>
    public DeliveryReport GetReport(DateTimeOffset now)
    {
        lock (_sync)
        {
            MoveTo(StepOf(now), now);
            var from = WindowStart();
            var hours = Hours(from, now);
            var total = new ReportTotals(_steps);
            var paths = new List<PathCounts>(_paths.Count);
            var groups = new Dictionary<string, ReportTotals>(StringComparer.Ordinal);
            var sources = new Dictionary<string, ReportTotals>(StringComparer.Ordinal);
            foreach (var (path, series) in _paths)
            {
                var own = new ReportTotals(_steps);
                AddTo(own, series);
                AddTo(total, series);
                AddTo(Get(groups, path.Group), series);
                AddTo(Get(sources, path.Source), series);
                paths.Add(new PathCounts(path, own.Read(hours)));
            }

            var campaigns = new Dictionary<string, DeliveryCounts>(StringComparer.Ordinal);
            foreach (var (campaign, series) in _campaigns)
            {
                campaigns.Add(campaign, Read(series, hours));
            }

            var ages = new Dictionary<RetryAge, DeliveryCounts>();
            for (var age = 0; age < _ages.Length; age++)
            {
                if (!_ages[age].IsIdle(_newest))
                {
                    ages.Add((RetryAge)age, Read(_ages[age], hours));
                }
            }

            return new DeliveryReport
            {
                From = from,
                To = now,
                Total = total.Read(hours),
                Paths = paths,
                Groups = groups.ToDictionary(pair => pair.Key, pair => pair.Value.Read(hours), StringComparer.Ordinal),
                Sources = sources.ToDictionary(pair => pair.Key, pair => pair.Value.Read(hours), StringComparer.Ordinal),
                Campaigns = campaigns,
                RetryAges = ages,
            };
        }
    }

    /// <summary>The paths' rates over the window that ends now.</summary>
    public List<PathRate> GetRates(DateTimeOffset now)
    {
        lock (_sync)
        {
            MoveTo(StepOf(now), now);
            var hours = Hours(WindowStart(), now);
            var rates = new List<PathRate>(_paths.Count);
            foreach (var (path, series) in _paths)
            {
                series.MoveTo(_newest);
                var sum = series.Sum;
                rates.Add(new PathRate(path, sum[ReportColumns.Attempts], sum[ReportColumns.Deferred], sum[ReportColumns.Accepted] / hours));
            }

            return rates;
        }
    }

    private ReportTotals Get(Dictionary<string, ReportTotals> totals, string name)
    {
        if (!totals.TryGetValue(name, out var found))
        {
            found = new ReportTotals(_steps);
            totals.Add(name, found);
        }

        return found;
    }

    private void AddTo(ReportTotals totals, ReportSeries series)
    {
        series.MoveTo(_newest);
        totals.Add(series, _newest);
    }

    private DeliveryCounts Read(ReportSeries series, double hours)
    {
        var totals = new ReportTotals(_steps);
        AddTo(totals, series);
        return totals.Read(hours);
    }

    private ReportSeries PathSeries(EgressPath path)
    {
        if (_paths.TryGetValue(path, out var series))
        {
            return series;
        }

        var configured = _groups.IsConfigured(path.Group);
        if (!configured && _otherPaths >= _maxOtherGroups)
        {
            path = path with { Group = DeliveryReport.Others };
            configured = true;
            if (_paths.TryGetValue(path, out series))
            {
                return series;
            }
        }

        series = new ReportSeries(_steps, configured);
        _paths.Add(path, series);
        _otherPaths += configured ? 0 : 1;
        return series;
    }

    private ReportSeries CampaignSeries(string campaign)
    {
        if (_campaigns.TryGetValue(campaign, out var series))
        {
            return series;
        }

        if (_campaigns.Count >= _maxCampaigns)
        {
            campaign = DeliveryReport.Others;
            if (_campaigns.TryGetValue(campaign, out series))
            {
                return series;
            }
        }

        series = new ReportSeries(_steps, isConfigured: false);
        _campaigns.Add(campaign, series);
        return series;
    }

    private void MoveTo(long step, DateTimeOffset at)
    {
        if (step < _newest - (2 * _steps))
        {
            // The clock was set back: what was counted under the wrong time would block the report until that time comes.
            _paths.Clear();
            _campaigns.Clear();
            _ages = NewAges();
            _otherPaths = 0;
            _startedAt = at;
            _newest = step;
        }

        if (step <= _newest)
        {
            return;
        }

        _newest = step;
        foreach (var (path, series) in _paths)
        {
            if (series.IsIdle(step))
            {
                _paths.Remove(path);
                _otherPaths -= series.IsConfigured ? 0 : 1;
            }
        }

        foreach (var (campaign, series) in _campaigns)
        {
            if (series.IsIdle(step))
            {
                _campaigns.Remove(campaign);
            }
        }
    }

    private ReportSeries[] NewAges() => Array.ConvertAll(Enum.GetValues<RetryAge>(), _ => new ReportSeries(_steps, isConfigured: true));

    private long StepOf(DateTimeOffset at) => at.UtcTicks / _stepTicks;

    private DateTimeOffset WindowStart()
    {
        var first = new DateTimeOffset(Math.Max(0, _newest - _steps + 1) * _stepTicks, TimeSpan.Zero);
        return first > _startedAt ? first : _startedAt;
    }

    // Not less than one step: three messages in the first second are not 10,800 an hour.
    private double Hours(DateTimeOffset from, DateTimeOffset now) => Math.Max((now - from).Ticks, _stepTicks) / (double)TimeSpan.TicksPerHour;
}
