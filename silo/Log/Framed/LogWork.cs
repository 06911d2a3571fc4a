namespace CityActors.Silo.Log.Framed;

/// <summary>What the writing loop of a log is to do next.</summary>
internal enum LogWork
{
    /// <summary>Write a group.</summary>
    Group,

    /// <summary>See what may be dropped.</summary>
    Trim,

    /// <summary>End: the log is closed and everything is written.</summary>
    End,
}
