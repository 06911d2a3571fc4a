using Microsoft.Extensions.Logging;

namespace CityActors.Silo.Log.Framed;

/// <summary>What a log says of itself.</summary>
internal static partial class LogMessages
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "The {Log} log was not closed: {Cut}")]
    public static partial void Cut(this ILogger logger, string log, string cut);

    [LoggerMessage(Level = LogLevel.Error, Message = "The {Log} log cannot write; nothing is acknowledged until it can")]
    public static partial void Failed(this ILogger logger, string log, Exception cause);

    [LoggerMessage(Level = LogLevel.Debug, Message = "The {Log} log still cannot write: {Reason}")]
    public static partial void StillFailing(this ILogger logger, string log, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The {Log} log could not drop what nobody needs; it tries again later")]
    public static partial void NotDropped(this ILogger logger, string log, Exception cause);

    [LoggerMessage(Level = LogLevel.Information, Message = "The {Log} log writes again")]
    public static partial void Recovered(this ILogger logger, string log);

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "The {Log} log dropped what lay below address {Address}: nobody needs it any more")]
    public static partial void Dropped(this ILogger logger, string log, long address);
}
