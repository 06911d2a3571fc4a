namespace CityActors.Simulators.Sending.Payloads;

/// <summary>Forms a message can have.</summary>
public enum PayloadForm
{
    /// <summary>A flat JSON object; the only form that carries the device's own number.</summary>
    Flat = 0,

    /// <summary>SenML JSON (RFC 8428).</summary>
    SenMl = 1,

    /// <summary>SenML CBOR.</summary>
    Cbor = 2,

    /// <summary>InfluxDB line protocol; HTTP only.</summary>
    Line = 3,
}
