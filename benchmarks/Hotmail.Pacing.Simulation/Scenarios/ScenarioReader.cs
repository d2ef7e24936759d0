using System.Text.Json;

namespace Hotmail.Pacing.Simulation.Scenarios;

/// <summary>Reads scenario files (shared/data/scenarios/README.md), strictly: a field that is unknown, missing or out of range is an error that names it.</summary>
internal static class ScenarioReader
{
    private const int MostConnections = 1_000_000;

    /// <summary>The scenarios of a file, or of a folder's <c>*.json</c> files in the order of their names.</summary>
    /// <exception cref="ScenarioException">A file cannot be read, or is not a scenario.</exception>
    public static IReadOnlyList<Scenario> ReadAll(string path)
    {
        if (!Directory.Exists(path))
        {
            return [Read(path)];
        }

        var files = Directory.GetFiles(path, "*.json");
        Array.Sort(files, StringComparer.Ordinal);
        return files.Length > 0 ? [.. files.Select(Read)] : throw new ScenarioException($"{path}: there is no *.json file in this folder.");
    }

    /// <summary>Reads one file.</summary>
    /// <exception cref="ScenarioException">It cannot be read, or is not a scenario.</exception>
    public static Scenario Read(string file)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(file));
            return Read(file, document.RootElement);
        }
        catch (JsonException exception)
        {
            throw new ScenarioException($"{file}: is not JSON: {exception.Message}", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ScenarioException($"{file}: {exception.Message}", exception);
        }
    }

    private static Scenario Read(string file, JsonElement element)
    {
        var root = new JsonFields(file, "", element);
        var duration = root.Time("duration", TimeSpan.FromMinutes(1));
        var scenario = new Scenario
        {
            Name = root.Text("name"),
            About = root.Text("about"),
            Seed = (int)root.Whole("seed", int.MinValue, int.MaxValue),
            Duration = duration,
            Traffic = ReadTraffic(root.Object("traffic"), duration),
            Sources = (int)root.Whole("sources", 1, 1000),
            Senders = (int)root.Whole("senders", 1, 100),
            Latency = ReadLatency(root.Object("latency")),
            Receiver = ReadReceiver(root.Object("receiver")),
        };
        root.End();
        return scenario;
    }

    private static TrafficScenario ReadTraffic(JsonFields fields, TimeSpan duration)
    {
        var engaged = fields.Number("engaged", 0, 1);
        var traffic = new TrafficScenario
        {
            Messages = fields.Whole("messages", 1, 10_000_000_000),
            PerHour = ReadArrival(fields, duration),
            Engaged = engaged,
            Dormant = fields.Number("dormant", 0, Rest(engaged)),
            QueueMaxAge = fields.Time("queueMaxAge", TimeSpan.FromSeconds(1)),
        };
        fields.End();
        return traffic;
    }

    private static double[] ReadArrival(JsonFields fields, TimeSpan duration)
    {
        const string What = "\"at-start\", or an object with perHour";
        var arrival = fields.Required("arrival", What);
        if (arrival.ValueKind == JsonValueKind.String && arrival.ValueEquals("at-start"))
        {
            return [];
        }

        if (arrival.ValueKind != JsonValueKind.Object)
        {
            throw fields.Wrong(fields.Join("arrival"), $"is {JsonFields.Describe(arrival)}, but must be {What}");
        }

        var rhythm = fields.Object("arrival");
        var items = rhythm.Items("perHour");
        rhythm.End();
        var path = rhythm.Join("perHour");
        double[] weights = [.. items.Select((item, index) => rhythm.Number(item, $"{path}[{index}]", 0, 1e9))];
        return weights.Take((int)Math.Ceiling(duration.TotalHours)).Any(weight => weight > 0)
            ? weights : throw fields.Wrong(path, "is 0 in every hour of the duration, but must be more than 0 in at least one");
    }

    private static LatencyScenario ReadLatency(JsonFields fields)
    {
        var latency = new LatencyScenario { Connect = fields.Quantiles("connectMs"), Message = fields.Quantiles("messageMs") };
        fields.End();
        return latency;
    }

    private static ReceiverScenario ReadReceiver(JsonFields fields)
    {
        var greylist = fields.Number("greylist", 0, 1);
        var full = fields.Number("mailboxFull", 0, Rest(greylist));
        var receiver = new ReceiverScenario
        {
            Cap = ReadCap(fields),
            DiurnalAmplitude = fields.OptionalObject("diurnal") is { } diurnal ? Ended(diurnal, diurnal.Number("amplitude", 0, 1)) : 0,
            OpenRate = fields.OptionalObject("openRate") is { } rate
                ? Ended(rate, new OpenRateScenario(Window(rate), (int)rate.Whole("connections", 1, MostConnections))) : null,
            RefuseAt = ReadRefuseAt(fields),
            Refusal = fields.Text("refusal"),
            Penalty = fields.OptionalObject("penalty") is { } penalty ? Ended(penalty, ReadPenalty(penalty)) : null,
            Block = fields.OptionalObject("block") is { } block
                ? Ended(block, new BlockScenario(Window(block), (int)block.Whole("refusals", 1, MostConnections), block.Time("for", TimeSpan.FromSeconds(1)))) : null,
            Trust = fields.OptionalObject("trust") is { } trust ? Ended(trust, ReadTrust(trust)) : null,
            MessagesPerConnection = (int)fields.Whole("messagesPerConnection", 1, MostConnections),
            Greylist = greylist,
            MailboxFull = full,
            BadMailbox = fields.Number("badMailbox", 0, Rest(greylist + full)),
        };
        fields.End();
        return receiver;
    }

    private static List<CapStep> ReadCap(JsonFields fields)
    {
        var items = fields.Items("cap");
        var steps = new List<CapStep>(items.Count);
        foreach (var item in items)
        {
            var step = fields.Item("cap", steps.Count, item);
            var at = step.Time("at", TimeSpan.Zero);
            if (steps.Count == 0 ? at != TimeSpan.Zero : at <= steps[^1].At)
            {
                throw step.Wrong(step.Join("at"), $"is {at}, but must be 00:00:00 in the first step, and later than the step before in every other");
            }

            steps.Add(Ended(step, new CapStep(at, (int)step.Whole("connections", 0, MostConnections))));
        }

        return steps;
    }

    private static RefuseAt ReadRefuseAt(JsonFields fields) => fields.Text("refuseAt") switch
    {
        "banner" => RefuseAt.Banner,
        "mail-from" => RefuseAt.MailFrom,
        "drop" => RefuseAt.Drop,
        var other => throw fields.Wrong(fields.Join("refuseAt"), $"is \"{other}\", but must be \"banner\", \"mail-from\" or \"drop\""),
    };

    private static PenaltyScenario ReadPenalty(JsonFields fields) => new(
        Window(fields), (int)fields.Whole("tolerated", 0, MostConnections), fields.Number("shrink", 0, 1), (int)fields.Whole("floor", 0, MostConnections),
        fields.Number("recoverPerHour", 0, MostConnections));

    private static TrustScenario ReadTrust(JsonFields fields)
    {
        var start = fields.Number("start", 0, MostConnections);
        return new TrustScenario(start, fields.Number("perHour", 0, MostConnections), fields.Number("max", start, MostConnections));
    }

    private static TimeSpan Window(JsonFields fields) => fields.Time("window", TimeSpan.FromSeconds(1));

    /// <summary>What a share may be beside others; rounded, so that 0.9 and 0.1 are together 1.</summary>
    private static double Rest(double others) => Math.Round(1 - others, 9);

    private static T Ended<T>(JsonFields fields, T value)
    {
        fields.End();
        return value;
    }
}
