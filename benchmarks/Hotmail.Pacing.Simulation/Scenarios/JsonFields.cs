using System.Globalization;
using System.Text.Json;

namespace Hotmail.Pacing.Simulation.Scenarios;

/// <summary>Reads an object's fields strictly: each at most once, none unknown, every value within its range. Errors name the file, the path and the range.</summary>
internal sealed class JsonFields
{
    private static readonly TimeSpan LongestTime = TimeSpan.FromDays(366);

    private readonly string _file;
    private readonly string _path;
    private readonly Dictionary<string, JsonElement> _fields = new(StringComparer.Ordinal);
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);

    public JsonFields(string file, string path, JsonElement element)
    {
        (_file, _path) = (file, path);
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw Wrong(path, $"is {Describe(element)}, but must be an object");
        }

        foreach (var property in element.EnumerateObject())
        {
            if (!_fields.TryAdd(property.Name, property.Value))
            {
                throw Wrong(Join(property.Name), "is there twice");
            }
        }
    }

    public string Text(string name)
    {
        var value = Required(name, "a text");
        return value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text
            ? text : throw Wrong(Join(name), $"is {Describe(value)}, but must be a text that is not empty");
    }

    public double Number(string name, double least, double most) => Number(Required(name, Range(least, most)), Join(name), least, most);

    public long Whole(string name, long least, long most) => Whole(Required(name, "a whole number from " + Range(least, most)), Join(name), least, most);

    /// <summary>A duration, as <c>d.hh:mm:ss</c> or <c>hh:mm:ss</c>.</summary>
    public TimeSpan Time(string name, TimeSpan least)
    {
        var range = string.Create(CultureInfo.InvariantCulture, $"a time as d.hh:mm:ss from {least} to {LongestTime}");
        var value = Required(name, range);
        return value.ValueKind == JsonValueKind.String && TimeSpan.TryParseExact(value.GetString(), "c", CultureInfo.InvariantCulture, out var time)
            && time >= least && time <= LongestTime
            ? time : throw Wrong(Join(name), $"is {Describe(value)}, but must be {range}");
    }

    /// <summary>A median and a 99th percentile.</summary>
    public (double Median, double P99) Quantiles(string name)
    {
        const string Range = "[median, p99] in ms, each from 0.01 to 3600000, the second not below the first";
        var value = Required(name, Range);
        if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() != 2)
        {
            throw Wrong(Join(name), $"is {Describe(value)}, but must be {Range}");
        }

        var median = Number(value[0], Join(name) + "[0]", 0.01, 3_600_000);
        return (median, Number(value[1], Join(name) + "[1]", median, 3_600_000));
    }

    public IReadOnlyList<JsonElement> Items(string name)
    {
        var value = Required(name, "an array that is not empty");
        return value.ValueKind == JsonValueKind.Array && value.GetArrayLength() > 0
            ? [.. value.EnumerateArray()] : throw Wrong(Join(name), $"is {Describe(value)}, but must be an array that is not empty");
    }

    public JsonFields Object(string name) => new(_file, Join(name), Required(name, "an object"));

    public JsonFields Item(string name, int index, JsonElement item) => new(_file, $"{Join(name)}[{index}]", item);

    public JsonFields? OptionalObject(string name) => Optional(name) is { } value ? new(_file, Join(name), value) : null;

    public JsonElement Required(string name, string what) => Optional(name) ?? throw Wrong(Join(name), $"is missing; it must be {what}");

    public double Number(JsonElement value, string path, double least, double most) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && number >= least && number <= most
            ? number : throw Wrong(path, $"is {Describe(value)}, but must be a number from {Range(least, most)}");

    public string Join(string name) => _path.Length == 0 ? name : _path + "." + name;

    public ScenarioException Wrong(string path, string what) => new($"{_file}: {path} {what}.");

    /// <summary>Every field has been asked for; what is left is unknown.</summary>
    public void End()
    {
        foreach (var name in _fields.Keys)
        {
            if (!_asked.Contains(name))
            {
                throw Wrong(Join(name), $"is not a field that there is; there are {string.Join(", ", _asked)}");
            }
        }
    }

    public static string Describe(JsonElement value)
    {
        var text = value.GetRawText();
        return text.Length <= 60 ? text : text[..60] + "…";
    }

    private long Whole(JsonElement value, string path, long least, long most) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && number == Math.Floor(number) && number >= least && number <= most
            ? (long)number : throw Wrong(path, $"is {Describe(value)}, but must be a whole number from {Range(least, most)}");

    private JsonElement? Optional(string name)
    {
        _asked.Add(name);
        return _fields.TryGetValue(name, out var value) ? value : null;
    }

    private static string Range(double least, double most) => string.Create(CultureInfo.InvariantCulture, $"{least} to {most}");
}
