using System.Globalization;

namespace Hotmail.Pacing.DependencyInjection;

/// <summary>Collects what is wrong with a configuration. Each message names the full key, the value and what is allowed.</summary>
internal sealed class ValidationFailures
{
    private readonly List<string> _messages = [];

    public IReadOnlyList<string> Messages => _messages;

    public void Add(string key, string sentence) => _messages.Add($"{key} {sentence}");

    public void AddRange(IEnumerable<string> messages) => _messages.AddRange(messages);

    /// <summary>Adds a failure unless the value is absent or lies within the bounds, which belong to the range.</summary>
    public void CheckRange<T>(string key, T? value, T min, T max, string note = "")
        where T : struct, IComparable<T>, IFormattable
    {
        if (value is { } given && (given.CompareTo(min) < 0 || given.CompareTo(max) > 0))
        {
            Add(key, string.Create(CultureInfo.InvariantCulture, $"is {given}; it must be between {min} and {max}{note}."));
        }
    }

    /// <summary>Adds a failure unless the value is absent or a member of its enumeration.</summary>
    public void CheckDefined<T>(string key, T? value)
        where T : struct, Enum
    {
        if (value is { } given && !Enum.IsDefined(given))
        {
            Add(key, $"is {given}; it must be one of {string.Join(", ", Enum.GetNames<T>())}.");
        }
    }
}
