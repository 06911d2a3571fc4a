namespace CityActors.Twins;

/// <summary>A call that needs a registered twin met none.</summary>
[GenerateSerializer, Alias("city.TwinNotFoundException")]
public sealed class TwinNotFoundException : Exception
{
    /// <summary>Names the twin that was asked for.</summary>
    public TwinNotFoundException(string id)
        : base($"No twin '{id}' is registered; register it first (POST /ngsi-ld/v1/entities).") => Twin = id;

    /// <summary>URN that was asked for.</summary>
    [Id(0)]
    public string Twin { get; }
}
