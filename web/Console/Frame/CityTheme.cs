using MudBlazor;

namespace CityActors.Web.Console.Frame;

/// <summary>Colours and letters of the console: dark, every text at least 4.5 : 1 against what it stands on (WCAG 2.2 AA).</summary>
internal static class CityTheme
{
    private static readonly string[] Letters = ["Noto Sans", "system-ui", "sans-serif"];

    /// <summary>The theme of every page.</summary>
    public static readonly MudTheme Theme = new()
    {
        PaletteDark = new PaletteDark
        {
            Primary = "#7cc4ff",
            PrimaryContrastText = "#06121d",
            Secondary = "#ffd54a",
            Background = "#0b1622",
            Surface = "#131f2b",
            AppbarBackground = "#101b27",
            AppbarText = "#e8eff6",
            DrawerBackground = "#131f2b",
            TextPrimary = "#e8eff6",
            TextSecondary = "#b3c1cf",
            TextDisabled = "#8fa0b0",
            ActionDefault = "#c4d0dc",
            ActionDisabled = "#8394a5",
            Divider = "#2b3a49",
            LinesDefault = "#2b3a49",
            LinesInputs = "#7b8da0",
            TableLines = "#2b3a49",
            Success = "#6fd6a0",
            Warning = "#ffcb6b",
            Error = "#ff9a94",
            Info = "#7cc4ff",
        },
        Typography = new Typography
        {
            Default = new DefaultTypography { FontFamily = Letters, FontSize = ".875rem" },
            H1 = new H1Typography { FontFamily = Letters, FontSize = "1.25rem", FontWeight = "600" },
            H2 = new H2Typography { FontFamily = Letters, FontSize = "1.05rem", FontWeight = "600" },
            H3 = new H3Typography { FontFamily = Letters, FontSize = ".95rem", FontWeight = "600" },
            Body1 = new Body1Typography { FontFamily = Letters, FontSize = ".9rem" },
            Body2 = new Body2Typography { FontFamily = Letters, FontSize = ".85rem" },
            Button = new ButtonTypography { FontFamily = Letters, TextTransform = "none", FontWeight = "500" },
        },
        LayoutProperties = new LayoutProperties { DefaultBorderRadius = "6px" },
    };
}
