using System.Xml;
using CityActors.Commands;

namespace CityActors.Web.Api.Commands;

/// <summary>A channel that takes commands.</summary>
/// <param name="Type">Type of the twins.</param>
/// <param name="Channel">Name of the channel.</param>
/// <param name="Name">What it is called, by language.</param>
/// <param name="Kind">number, boolean, code or text.</param>
/// <param name="Words">Words of a code.</param>
/// <param name="Least">Smallest number.</param>
/// <param name="Largest">Largest number.</param>
/// <param name="LengthMax">Longest text.</param>
/// <param name="Unit">Unit of a number.</param>
/// <param name="Tolerance">How far a reported number may lie off.</param>
/// <param name="TimeToLive">Default time to live, ISO 8601.</param>
/// <param name="TimeToLiveMax">Longest time to live.</param>
/// <param name="OutcomeWithin">How long an accepted command may take.</param>
/// <param name="ValidFrom">From when on.</param>
/// <param name="ValidTo">Until when.</param>
/// <param name="Source">Where the definition comes from.</param>
internal sealed record ActuatorDocument(
    string Type,
    string Channel,
    IReadOnlyDictionary<string, string> Name,
    string Kind,
    IEnumerable<string> Words,
    double? Least,
    double? Largest,
    int LengthMax,
    string? Unit,
    double Tolerance,
    string TimeToLive,
    string TimeToLiveMax,
    string OutcomeWithin,
    DateTimeOffset? ValidFrom,
    DateTimeOffset? ValidTo,
    string Source)
{
    /// <summary>The document of an actuator.</summary>
    public static ActuatorDocument Of(Actuator one) => new(
        one.Type, one.Channel, one.Name, CommandDocument.Word(one.Kind), one.Words, one.Least, one.Largest, one.LengthMax, one.Unit,
        one.Tolerance, XmlConvert.ToString(one.TimeToLive), XmlConvert.ToString(one.TimeToLiveMax), XmlConvert.ToString(one.OutcomeWithin),
        one.ValidFrom, one.ValidTo, one.Source);
}

/// <summary>What takes commands now.</summary>
/// <param name="Actuators">By type and channel.</param>
internal sealed record ActuatorsAnswer(IEnumerable<ActuatorDocument> Actuators);
