namespace CityActors.Domain.Twins;

/// <summary>Names of what says where a twin is.</summary>
public static class PlaceNames
{
    /// <summary>The attribute and the channel of a twin's place (NGSI-LD GeoProperty).</summary>
    public const string Location = "location";

    /// <summary>The channel of a moving twin's place, where the device calls it so.</summary>
    public const string Position = "position";

    /// <summary>Whether a position on this channel moves the twin; other positions (a destination, say) are values only.</summary>
    public static bool Moves(string channel) => channel is Location or Position;
}
