using System.Runtime.InteropServices;

namespace Hotmail.Pacing.Sqlite;

/// <summary>A delivery, and what the spool has of it.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ReadDelivery(SpooledDelivery Delivery, DeliveryPayload Payload, MessageContent Content);
