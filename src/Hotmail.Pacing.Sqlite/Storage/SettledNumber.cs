using System.Runtime.InteropServices;
using Hotmail.Pacing.Queues;

namespace Hotmail.Pacing.Sqlite.Storage;

/// <summary>A delivery that was settled.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Message">Its message's.</param>
/// <param name="Size">The bytes of its message, where they are known.</param>
/// <param name="Kept">What is to be kept of it, if that is wanted.</param>
/// <param name="Attempt">The attempt that settled it, if one did.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct SettledNumber(long Number, long Message, long Size = 0, SettledDelivery? Kept = null, DeliveryAttempt? Attempt = null);
