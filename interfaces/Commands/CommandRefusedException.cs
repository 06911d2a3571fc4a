namespace CityActors.Commands;

/// <summary>A command was not taken, or cannot be changed as asked. Nothing was written.</summary>
[GenerateSerializer, Alias("city.CommandRefusedException")]
public sealed class CommandRefusedException : Exception
{
    /// <summary>The key was used for another command.</summary>
    public const string KeyUsed = "key-used";

    /// <summary>The twin's channel takes no commands.</summary>
    public const string NoActuator = "no-actuator";

    /// <summary>The value or time to live is not one that the channel takes.</summary>
    public const string BadValue = "bad-value";

    /// <summary>The command has gone too far to be cancelled.</summary>
    public const string TooLate = "too-late";

    /// <summary>Says why, and what would be allowed.</summary>
    /// <param name="code">One of the words of this class.</param>
    /// <param name="message">A sentence: what was expected, what came.</param>
    public CommandRefusedException(string code, string message)
        : base(message) => Code = code;

    /// <summary>One of the words of this class.</summary>
    [Id(0)]
    public string Code { get; }
}

/// <summary>There is no command of that id.</summary>
[GenerateSerializer, Alias("city.CommandNotFoundException")]
public sealed class CommandNotFoundException : Exception
{
    /// <summary>Names the id that was asked for.</summary>
    public CommandNotFoundException(string id)
        : base($"No command '{id}' is kept; ended ones are dropped when there are too many.") => Command = id;

    /// <summary>Id that was asked for.</summary>
    [Id(0)]
    public string Command { get; }
}
