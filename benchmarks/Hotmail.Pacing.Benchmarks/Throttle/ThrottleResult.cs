using System.Text.Json.Serialization;

namespace Hotmail.Pacing.Benchmarks.Throttle;

/// <summary>What a receiver saw of one sender.</summary>
/// <param name="Sender">The sender.</param>
/// <param name="Delivered">The messages that it accepted.</param>
/// <param name="Refused">The connections that it refused.</param>
/// <param name="Connections">All connections.</param>
/// <param name="MostOpen">The most connections that it saw at once, refused ones included.</param>
/// <param name="GivenUp">The messages that the sender gave up after its last retry.</param>
internal sealed record ThrottleResult(
    [property: JsonPropertyName("sender")] string Sender,
    [property: JsonPropertyName("delivered")] long Delivered,
    [property: JsonPropertyName("refused")] long Refused,
    [property: JsonPropertyName("connections")] long Connections,
    [property: JsonPropertyName("most_open")] int MostOpen,
    [property: JsonPropertyName("given_up")] int GivenUp);
