using System.Text.Json;
using CityActors.Twins;
using CityActors.Twins.Channels;

namespace CityActors.Grains.Twins.Doors;

/// <summary>The door to a camera.</summary>
internal sealed class CameraGrain(DoorPorts ports) : TwinDoor(ports), ICameraGrain
{
    /// <inheritdoc/>
    public async Task<CameraView> View()
    {
        var state = await Read() ?? throw new TwinNotFoundException(Id);
        return new CameraView(
            Text(state, "streamURL"), Text(state, "imageSnapshot"), Heading(state), state.Longitude, state.Latitude);
    }

    private static string? Text(TwinState state, string attribute) =>
        Value(state, attribute) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    private static double? Heading(TwinState state)
    {
        if (Value(state, "cameraOrientation") is not { ValueKind: JsonValueKind.Number } value
            || !value.TryGetDouble(out var degrees) || !double.IsFinite(degrees))
        {
            return null;
        }

        var turned = degrees % 360;
        return turned < 0 ? turned + 360 : turned;
    }

    private static JsonElement? Value(TwinState state, string attribute) =>
        state.Attributes.TryGetValue(attribute, out var json) ? JsonElement.Parse(json) : null;
}
