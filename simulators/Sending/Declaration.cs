using System.Text.Json;

namespace CityActors.Simulators.Sending;

/// <summary>What a source says to the city before it replays recorded data.</summary>
internal static class Declaration
{
    /// <summary>Recorded data follows, whose first time stands for a moment.</summary>
    public static byte[] Replay(DateTimeOffset epoch) => JsonSerializer.SerializeToUtf8Bytes(new { kind = "replay", epoch });
}
