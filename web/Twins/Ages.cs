using Microsoft.Extensions.Localization;

namespace CityActors.Web.Twins;

/// <summary>How long ago something was, as people say it.</summary>
internal static class Ages
{
    /// <summary>"3 giây trước"; a moment ahead of our clock is now.</summary>
    public static string Say(IStringLocalizer<TwinTexts> texts, DateTimeOffset at, DateTimeOffset now)
    {
        var age = now - at;
        return age switch
        {
            { TotalSeconds: < 1 } => texts["Age.Now"],
            { TotalSeconds: < 60 } => texts["Age.Seconds", (int)age.TotalSeconds],
            { TotalMinutes: < 60 } => texts["Age.Minutes", (int)age.TotalMinutes],
            { TotalHours: < 48 } => texts["Age.Hours", (int)age.TotalHours],
            _ => texts["Age.Days", (int)age.TotalDays],
        };
    }
}
