namespace Hotmail.Pacing.Destinations;

/// <summary>The groups that ship (design.md §10). The profile of all other domains is what <see cref="PacingProfile"/> starts with.</summary>
internal static class ShippedProfiles
{
    public static IReadOnlyList<ShippedGroup> Groups { get; } =
    [
        new()
        {
            Name = "microsoft-consumer",
            Domains = ["hotmail.*", "outlook.*", "live.*", "msn.com", "passport.com", "windowslive.com"],
            MxPatterns = ["*.olc.protection.outlook.com"],
            StartConnections = 25,
            MaxParallelConnections = 50,
            MaxMessagesPerConnection = 50,
            InitialRetryDelay = TimeSpan.FromMinutes(30),
        },
        new()
        {
            Name = "microsoft-365",
            MxPatterns = ["*.mail.protection.outlook.com", "*.mx.microsoft"],
            StartConnections = 25,
            MaxParallelConnections = 50,
            MaxMessagesPerConnection = 50,
            InitialRetryDelay = TimeSpan.FromMinutes(15),
        },
        new()
        {
            Name = "gmail",
            Domains = ["gmail.com", "googlemail.com"],
            MxPatterns = ["*.google.com", "*.googlemail.com"],
            StartConnections = 20,
            MaxParallelConnections = 50,
            MaxMessagesPerConnection = 100,
            InitialRetryDelay = TimeSpan.FromMinutes(10),
        },
        new()
        {
            Name = "yahoo",
            MxPatterns = ["*.yahoodns.net"],
            StartConnections = 10,
            MaxParallelConnections = 30,
            MaxMessagesPerConnection = 20,
            InitialRetryDelay = TimeSpan.FromMinutes(15),
        },
        new()
        {
            Name = "apple",
            Domains = ["icloud.com", "me.com", "mac.com"],
            MxPatterns = ["*.icloud.com"],
            StartConnections = 5,
            MaxParallelConnections = 10,
            MaxMessagesPerConnection = 5,
            InitialRetryDelay = TimeSpan.FromMinutes(15),
        },
    ];

    /// <summary>A shipped group by its name, in any case.</summary>
    public static ShippedGroup? Find(string name)
    {
        foreach (var group in Groups)
        {
            if (string.Equals(group.Name, name, StringComparison.OrdinalIgnoreCase))
            {
                return group;
            }
        }

        return null;
    }
}
