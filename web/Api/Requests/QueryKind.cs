namespace CityActors.Web.Api.Requests;

/// <summary>What a query parameter holds.</summary>
internal enum QueryKind
{
    /// <summary>Text as it is.</summary>
    Text,

    /// <summary>Texts with commas between them.</summary>
    List,

    /// <summary>A whole number.</summary>
    Integer,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Boolean,

    /// <summary>One of some words.</summary>
    Word,

    /// <summary>A moment: ISO 8601 with an offset, or an ISO 8601 duration back from now.</summary>
    Moment,

    /// <summary>An ISO 8601 duration of days, hours, minutes and seconds.</summary>
    Duration,

    /// <summary>Four numbers: west, south, east, north in WGS 84 degrees.</summary>
    Box,
}
