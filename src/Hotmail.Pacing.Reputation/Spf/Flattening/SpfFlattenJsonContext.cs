using System.Text.Json.Serialization;

namespace Hotmail.Pacing.Reputation.Spf.Flattening;

/// <summary>Names in snake_case, null nowhere.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(SpfFlattenPlan))]
internal sealed partial class SpfFlattenJsonContext : JsonSerializerContext;
